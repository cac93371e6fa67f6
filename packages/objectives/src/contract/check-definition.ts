import * as E from 'fp-ts/lib/Either.js';
import { problem, type Problem } from '@bcl/errors';
import { isRecord, shown } from '../parameters/parameter';
import { resolveObjective } from '../registry/resolve-objective';
import { contractVersion, type ObjectiveDefinition, type Resolve } from './definition';
import { messageOf } from './instantiate';
import { trialFault } from './trial';

/**
 * Whether something that came from outside, such as a plugin's default export, is a definition that keeps the contract: its name,
 * version, contract number and codec, and what `create` makes of the default parameters: form, needs, functions, spread, and
 * finite values at a few trial points.
 *
 * @param candidate - a definition, or what `defineObjective` made of one
 * @param where - the package or file it came from
 * @param resolve - finds the objectives that this one is made of, where its default parameters name them; the first-party ones
 *   without it
 * @returns the definition, or a problem that says where it came from and what is wrong with it
 *
 * @example
 * ```ts
 * import { checkDefinition, reverseKL } from '@bcl/objectives';
 *
 * checkDefinition(reverseKL, '@bcl/objectives')._tag; // => 'Right'
 * const refused = checkDefinition({ contract: 1 }, './mine.ts');
 * 'left' in refused && refused.left.message; // => 'Not an objective (./mine.ts): its name is undefined; a name is a letter, then letters and digits'
 * ```
 */
export function checkDefinition(
  candidate: unknown,
  where: string,
  resolve: Resolve = (like) => resolveObjective(like),
): E.Either<Problem<'BadObjective'>, ObjectiveDefinition<unknown>> {
  const definition = typeof candidate === 'function' && 'definition' in candidate ? candidate.definition : candidate;
  const fault = faultOf(definition, resolve);
  if (fault === undefined) return E.right(definition as ObjectiveDefinition<unknown>);
  const [why, hint] = typeof fault === 'string' ? [fault] : fault;
  return E.left(problem('BadObjective', { what: 'Not an objective', where, why, hint }));
}

/** What is wrong, and where it helps, what to do. */
type Fault = string | readonly [why: string, hint: string] | undefined;

function faultOf(definition: unknown, resolve: Resolve): Fault {
  try {
    return definitionFault(definition) ?? madeFault(definition as ObjectiveDefinition<unknown>, resolve);
  } catch (error) {
    // A property may be a getter, and a function of this repository may be given what it does not expect.
    return `it cannot be looked at: ${messageOf(error)}`;
  }
}

const namePattern = /^[A-Za-z][A-Za-z0-9]*$/;
const versionPattern = /^\d+\.\d+\.\d+$/;

function definitionFault(definition: unknown): Fault {
  if (!isRecord(definition)) {
    return [
      `it is ${shown(definition)}`,
      'a plugin default-exports a definition, or what defineObjective makes of one',
    ];
  }
  const { name, version, contract, description, codec, create } = definition;
  if (typeof name !== 'string' || !namePattern.test(name)) {
    return [`its name is ${shown(name)}`, 'a name is a letter, then letters and digits'];
  }
  if (typeof version !== 'string' || !versionPattern.test(version)) {
    return [`the version of ${name} is ${shown(version)}`, 'versions have the form 1.2.3'];
  }
  if (contract !== contractVersion) {
    return [
      `${name} was written for contract ${shown(contract)}`,
      `this version of @bcl/objectives knows contract ${contractVersion}`,
    ];
  }
  if (typeof description !== 'string' || description.trim() === '') {
    return [`${name} has no description`, 'say in a sentence what it measures'];
  }
  if (!isRecord(codec)) return [`${name} has no codec`, 'parameters({}) makes one for no parameters'];
  for (const method of ['decode', 'encode']) {
    if (typeof codec[method] !== 'function') return `the codec of ${name} has no function ${method}`;
  }
  if (!Array.isArray(codec.describe)) return `the codec of ${name} has no list describe`;
  const entries: readonly unknown[] = codec.describe;
  const wrong = entries.findIndex((entry) => !isDescription(entry));
  if (wrong >= 0) {
    return [
      `entry ${wrong} of describe of ${name} is ${shown(entries[wrong])}`,
      'an entry has the texts name, description and accepts, and a default',
    ];
  }
  return typeof create === 'function' ? undefined : `${name} has no function create`;
}

const isDescription = (entry: unknown): boolean =>
  isRecord(entry) && ['name', 'description', 'accepts'].every((field) => typeof entry[field] === 'string');

function madeFault(definition: ObjectiveDefinition<unknown>, resolve: Resolve): Fault {
  const { name, version, codec } = definition;
  let objective: unknown;
  try {
    const decoded = codec.decode({});
    if (!isRecord(decoded)) return `the codec of ${name} decodes to ${shown(decoded)}, which is no Either`;
    if (E.isLeft(decoded)) return `${name} refuses its own default parameters: ${decoded.left.message}`;
    if (!E.isRight(decoded)) return `the codec of ${name} decodes to ${shown(decoded)}, which is no Either`;
    const encoded: unknown = codec.encode(decoded.right);
    if (!isRecord(encoded)) return `the codec of ${name} encodes to ${shown(encoded)}, which is no object`;
    objective = definition.create(decoded.right, resolve);
  } catch (error) {
    return `${name} cannot be made with its default parameters: ${messageOf(error)}`;
  }
  if (!isRecord(objective)) return `create of ${name} gives ${shown(objective)}, which is no objective`;
  if (objective.name !== name) return `create of ${name} gives an objective of the name ${shown(objective.name)}`;
  if (objective.version !== version) {
    return `create of ${name} ${version} gives an objective of the version ${shown(objective.version)}`;
  }
  const fault = trialFault(objective);
  return fault === undefined ? undefined : `${name}: ${fault}`;
}
