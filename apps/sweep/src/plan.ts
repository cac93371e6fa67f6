import type { FitSetting } from '@bcl/distributed';
import { problem, ProblemError } from '@bcl/errors';

const strategies = ['bcl', 'joint', 'bigLearn'] as const;
const covarianceTypes = ['full', 'tied', 'diagonal', 'spherical'] as const;

/** A setting with everything that the command line varies. */
export type VariedSetting = FitSetting & Required<Pick<FitSetting, 'components' | 'strategy' | 'covarianceType'>>;

/** Texts of the command line, each a list separated by commas. */
export interface VariedOptions {
  readonly components: string;
  readonly strategies: string;
  readonly covariances: string;
}

/**
 * Every combination of what the options list: by strategy, then type of covariance, then number of components.
 *
 * @throws ProblemError `BadOption` for an entry that is none
 */
export function settingsFrom({ components, strategies: names, covariances }: VariedOptions): VariedSetting[] {
  const counts = listOf('components', components).map((text) => {
    const count = Number(text);
    if (/^\d+$/.test(text) && count >= 1 && count <= 10_000) return count;
    throw bad(`--components lists '${text}'`, 'give whole numbers from 1 to 10000, such as 5,10,20');
  });
  const chosen = listOf('strategies', names).map((text) => oneOf('strategies', text, strategies));
  const types = listOf('covariances', covariances).map((text) => oneOf('covariances', text, covarianceTypes));
  return chosen.flatMap((strategy) =>
    types.flatMap((covarianceType) =>
      [...counts].sort((a, b) => a - b).map((count) => ({ components: count, strategy, covarianceType })),
    ),
  );
}

function listOf(option: string, text: string): string[] {
  const entries = text.split(',').map((entry) => entry.trim());
  if (entries.includes('')) throw bad(`--${option} is '${text}'`, 'list values with commas between them');
  const twice = entries.find((entry, index) => entries.indexOf(entry) < index);
  if (twice !== undefined) throw bad(`--${option} lists ${twice} twice`, 'list every value once');
  return entries;
}

function oneOf<Name extends string>(option: string, text: string, names: readonly Name[]): Name {
  const found = names.find((name) => name === text);
  if (found === undefined) throw bad(`--${option} lists '${text}'`, `choose among ${names.join(', ')}`);
  return found;
}

/** A mistake on the command line. */
export const bad = (what: string, hint: string): ProblemError => new ProblemError(problem('BadOption', { what, hint }));
