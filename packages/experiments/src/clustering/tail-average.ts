import type { Mixture, Progress } from '@bcl/em';

/** Scores by name. */
export type Scores = Readonly<Record<string, number>>;

/** How BigLearn-EM is scored on real tables: the authors' script takes the mean of the last ten of its evaluations, 20 iterations apart. */
export const authorsTail = { evaluations: 10, apart: 20 } as const;

/**
 * Scores a strategy that never settles by the mean over its last evaluations, the last model included, instead of by
 * whichever matching happened to come last.
 *
 * @param iterations - how many steps the strategy takes; where they are fewer than the evaluations need, there are fewer
 * @param score - scores of a model; the same names every time
 */
export function tailAverage(
  iterations: number,
  score: (model: Mixture) => Scores,
): { readonly onProgress: (progress: Progress) => void; readonly mean: () => Scores } {
  const { evaluations, apart } = authorsTail;
  const seen: Scores[] = [];
  return {
    onProgress({ iteration, mixture }) {
      const left = iterations - iteration;
      if (left % apart === 0 && left < evaluations * apart) seen.push(score(mixture()));
    },
    mean: () =>
      Object.fromEntries(
        Object.keys(seen[0] ?? {}).map((name) => [
          name,
          seen.reduce((sum, scores) => sum + scores[name], 0) / seen.length,
        ]),
      ),
  };
}
