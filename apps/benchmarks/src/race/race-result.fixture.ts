import type { BenchmarkCase } from '../cases/cases';
import type { EntrantTimes, RaceResult } from './race';

/** A case that nobody runs. */
export const table: BenchmarkCase = {
  ...{ id: 'a', name: 'A', rows: 1e6, columns: 16, components: 10, iterations: 3, settled: 4, aimed: true },
  table: () => new Float64Array(0),
};

/** An entrant that took half the time near convergence. */
export const entrant = (
  side: EntrantTimes['side'],
  threads: number,
  milliseconds: number[],
  logLikelihood = -3,
): EntrantTimes => ({
  ...{ side, threads, name: `${side}, ${threads}`, megabytes: [123.4] },
  milliseconds: { start: milliseconds, settled: milliseconds.map((time) => time / 2) },
  processorMilliseconds: { start: milliseconds.map((time) => time * threads), settled: milliseconds },
  meanLogLikelihood: { start: [logLikelihood], settled: [-3] },
});

/** A race of these on that case. */
export const result = (...entrants: EntrantTimes[]): RaceResult => ({ case: table, entrants });
