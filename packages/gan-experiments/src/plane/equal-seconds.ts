import type { Cell, Table } from '@bcl/lab';
import { noiseFloor, type PlaneFit } from './comparison';

/**
 * How far each method was when the fastest one had finished: per seed, the seconds of training that the fastest method took
 * for all its steps, and the last measurement of every method within them. A fair comparison where steps of one method cost more.
 */
export function equalSeconds(cells: readonly Cell<PlaneFit>[]): EqualSeconds[] {
  const trained = cells.filter(({ method }) => method !== noiseFloor);
  return trained.map(({ method, seed, extra: { trace } }) => {
    const rivals = trained.filter((cell) => cell.seed === seed).map((cell) => cell.extra.trace.seconds);
    const budget = Math.min(...rivals.map((seconds) => seconds[seconds.length - 1]));
    const at = trace.seconds.filter((seconds) => seconds <= budget).length - 1;
    const { 'worst times floor': worst, modes } = trace.values;
    return { method, seed, seconds: budget, steps: trace.steps[at], worst: worst[at], modes: modes[at] };
  });
}

/** A method at a time at which all are compared. */
export interface EqualSeconds {
  readonly method: string;
  readonly seed: number;
  readonly seconds: number;
  /** Steps that the method had taken. */
  readonly steps: number;
  /** The worst of its five distances over the noise floor, in one draw. */
  readonly worst: number;
  readonly modes: number;
}

/** The same as a table, a row a method and seed. */
export function equalSecondsTable(group: string, cells: readonly Cell<PlaneFit>[]): Table {
  const right = { align: 'right' } as const;
  return {
    columns: [
      { header: 'data' },
      { header: 'method' },
      { header: 'seed', ...right },
      { header: 'seconds', ...right },
      { header: 'steps', ...right },
      { header: 'worst times floor', ...right },
      { header: 'modes', ...right },
    ],
    rows: equalSeconds(cells).map(({ method, seed, seconds, steps, worst, modes }) =>
      [group, method, String(seed), seconds.toFixed(0), String(steps), worst.toFixed(2), String(modes)].map((text) => ({
        text,
      })),
    ),
    notes: ['measured by one pair of samples, as the curves are'],
  };
}
