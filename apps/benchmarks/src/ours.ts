import { mixtureLearner, observe, orThrow, plainEM } from '@bcl/em';
import { key } from '@bcl/random';
import type { BenchmarkCase } from './cases';

/** What a program reports: milliseconds per EM iteration, and the log-likelihood as a sign that both did the same work. */
export interface Timing {
  readonly milliseconds: number;
  readonly meanLogLikelihood: number;
}

/** Times plain EM of @bcl/em on one thread, after a few steps for the compiler to warm up. */
export function timeOurs(
  { rows, columns, components, data }: BenchmarkCase,
  iterations: number,
  clock: () => number,
): Timing {
  const learner = mixtureLearner({ components, start: 'rows', floor: 1e-2 });
  const table = orThrow(observe({ data, shape: [rows, columns] }));
  const matching = plainEM(columns);
  let state = learner.init(key(0), table);
  for (let i = 0; i < 5; i++) [state] = learner.step(key(0), state, table, matching);
  const start = clock();
  let meanLogLikelihood = 0;
  for (let i = 0; i < iterations; i++) {
    const [next, info] = learner.step(key(0), state, table, matching);
    state = next;
    meanLogLikelihood = info.logLikelihood;
  }
  return { milliseconds: (clock() - start) / iterations, meanLogLikelihood };
}
