import * as E from 'fp-ts/lib/Either.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import * as errors from '@bcl/errors';
import { problem, runOrThrow, type Problem } from '@bcl/errors';
import { importDefault, type PluginRecord, type RunFolder } from '@bcl/lab';
import * as linalg from '@bcl/linalg';
import * as objectives from '@bcl/objectives';
import {
  checkDefinition,
  firstParty,
  resolveObjective,
  withObjective,
  type Objective,
  type ObjectiveDefinition,
  type Registry,
} from '@bcl/objectives';
import * as random from '@bcl/random';
import { nearestName } from './nearest-name';
import { readParameters, type ObjectiveOptionValues } from './options';

/** An objective that a user chose, and what the manifest is to say of it. */
export interface ChosenObjective {
  readonly objective: Objective;
  readonly entry: PluginRecord;
}

/** A definition with its origin. */
interface Found {
  readonly definition: ObjectiveDefinition<unknown>;
  readonly registry: Registry;
  readonly from: string;
  readonly sha256?: string;
}

/** What a plugin's file may import although its project has not installed it. */
const provided = {
  '@bcl/objectives': objectives,
  '@bcl/errors': errors,
  '@bcl/linalg': linalg,
  '@bcl/random': random,
};

/**
 * The objective of `--objective` with the parameters of `--parameters`. A first-party name is looked up; anything else is loaded as
 * a plugin, checked against the contract, and tried out with the parameters.
 *
 * @param project - where files and packages are looked for: `context.project` of the run
 * @returns a problem in one line: `UnknownObjective`, `BadOption`, `BadParameter`, `PluginNotFound`, `BadPlugin`, `BadObjective`,
 *   `NameClash`
 */
export function chosenObjective(options: ObjectiveOptionValues, project: string): TaskEither<Problem, ChosenObjective> {
  return async () => {
    const parameters = readParameters(options.parameters);
    if (E.isLeft(parameters)) return parameters;
    const found = await find(options.objective, project);
    if (E.isLeft(found)) return found;
    const { definition, from, sha256 } = found.right;
    const made = make(found.right, parameters.right);
    if (E.isLeft(made)) return made;
    const { name, version } = definition;
    const entry = { role: 'objective', name, version, parameters: made.right.parameters, from };
    return E.right({ objective: made.right, entry: sha256 === undefined ? entry : { ...entry, sha256 } });
  };
}

/**
 * The objective that a run was asked for, noted in its manifest; undefined where none was asked for. To be called before the work
 * begins: then a bad choice leaves nothing behind, and a resumed run ends when the plugin has changed.
 *
 * @throws ProblemError for a choice that is refused
 */
export async function objectiveOfRun(context: {
  readonly options: { readonly objective?: string; readonly parameters?: string };
  readonly project: string;
  readonly folder: RunFolder;
}): Promise<Objective | undefined> {
  const { objective: asked, parameters } = context.options;
  if (asked === undefined) {
    if (parameters === undefined) return undefined;
    const what = '--parameters is given without --objective';
    return runOrThrow(() => Promise.resolve(E.left(problem('BadOption', { what, hint: 'name the objective too' }))));
  }
  const { objective, entry } = await runOrThrow(chosenObjective({ objective: asked, parameters }, context.project));
  await context.folder.addPlugin(entry);
  return objective;
}

async function find(asked: string, project: string): Promise<E.Either<Problem, Found>> {
  const own = firstParty.get(asked);
  if (own !== undefined) return E.right({ definition: own, registry: firstParty, from: '@bcl/objectives' });
  const imported = await importDefault(asked, { project, provided })();
  if (E.isLeft(imported)) {
    const isName = imported.left._tag === 'PluginNotFound' && /^[a-z][a-z0-9]*$/i.test(asked);
    return isName ? E.left(unknownObjective(asked, project)) : imported;
  }
  const { value, where, sha256 } = imported.right;
  const checked = checkDefinition(value, where);
  if (E.isLeft(checked)) return checked;
  const registry = withObjective(firstParty, checked.right);
  if (E.isLeft(registry)) return E.left(behind(where, registry.left));
  return E.right({ definition: checked.right, registry: registry.right, from: where, ...(sha256 && { sha256 }) });
}

function unknownObjective(asked: string, project: string): Problem<'UnknownObjective'> {
  const nearest = nearestName(asked, firstParty.keys());
  const names = [...firstParty.keys()].join(', ');
  return problem('UnknownObjective', {
    what: `There is no objective '${asked}'`,
    why: `the names are ${names}, and no package '${asked}' is installed in ${project}`,
    hint: nearest === undefined ? 'a file is named as ./file.ts' : `did you mean '${nearest}'?`,
  });
}

/** The objective with its parameters; a plugin's is tried out with them, as `checkDefinition` does with the defaults. */
function make(
  { definition, registry, from }: Found,
  parameters: Readonly<Record<string, unknown>>,
): E.Either<Problem, Objective> {
  const { name, codec } = definition;
  const made = resolveObjective({ name, parameters }, registry);
  if (E.isLeft(made)) return registry === firstParty ? made : E.left(behind(from, made.left));
  if (made.right.form === 'sum' && made.right.terms.every(({ weight }) => weight === 0)) return E.left(nothing(name));
  if (registry === firstParty) return made;
  const withParameters = {
    ...definition,
    codec: {
      describe: codec.describe,
      decode: () => codec.decode(parameters),
      encode: (value: unknown) => codec.encode(value),
    },
    create: (value: unknown, resolve: objectives.Resolve) => definition.create(value, resolve),
  };
  const where = `${from} with ${JSON.stringify(parameters)}`;
  const tried = checkDefinition(withParameters, where, (like) => resolveObjective(like, registry));
  return E.isLeft(tried) ? tried : made;
}

/** A sum without terms is an objective, but a run that descends it does nothing. */
function nothing(name: string): Problem<'BadOption'> {
  return problem('BadOption', {
    what: `--objective ${name} has no term to descend`,
    why: 'a sum needs a term with a weight above 0',
    hint: `give some: --parameters '{"terms": [{"weight": 1, "objective": "reverseKL"}]}'`,
  });
}

function behind(where: string, { _tag, message }: Problem): Problem {
  return { _tag, message: `${where}: ${message}` };
}
