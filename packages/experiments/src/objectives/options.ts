import * as E from 'fp-ts/lib/Either.js';
import { problem, type Problem } from '@bcl/errors';
import type { OptionSpecs } from '@bcl/lab';

/**
 * The options by which a user chooses an objective: `--objective` and `--parameters`. Neither has a default; an app that needs one
 * sets it: `{ ...objectiveOptions, objective: { ...objectiveOptions.objective, default: 'reverseKL' } }`.
 */
export const objectiveOptions = {
  objective: {
    kind: 'module',
    placeholder: 'NAME|PACKAGE|./file.ts',
    description:
      'an objective of @bcl/objectives by its name, or a plugin: an installed package or a file whose default export is one',
  },
  parameters: {
    kind: 'string',
    placeholder: 'JSON',
    description: 'parameters of the objective, such as \'{"alpha": 0.5}\'; those left out have their defaults',
  },
} as const satisfies OptionSpecs;

/** The values of {@link objectiveOptions}, where an objective was chosen. */
export interface ObjectiveOptionValues {
  readonly objective: string;
  readonly parameters?: string;
}

/** The object that `--parameters` stands for: none stands for no parameters. */
export function readParameters(
  text: string | undefined,
): E.Either<Problem<'BadOption'>, Readonly<Record<string, unknown>>> {
  if (text === undefined) return E.right({});
  const bad = (why: string) => {
    const hint = `write an object in quotes: --parameters '{"alpha": 0.5}'`;
    return E.left(problem('BadOption', { what: `--parameters is '${text}'`, why, hint }));
  };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return bad(`it is not JSON (${error instanceof Error ? error.message : String(error)})`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return bad('it is JSON, but not an object');
  return E.right({ ...value });
}
