import type { Summary } from '../run/summary';
import type { Cell } from './cell';

/**
 * The summary of finished cells.
 *
 * @param seeds the seeds that every method has finished
 * @throws RangeError when a cell is missing or has other metrics than the rest of its method
 */
export function summarize(
  app: string,
  methods: readonly { readonly name: string }[],
  seeds: readonly number[],
  cells: readonly Cell[],
): Summary {
  return {
    schema: 1,
    app,
    seeds,
    methods: methods.map(({ name }) => {
      const own = seeds.map((seed) => find(cells, name, seed));
      const metrics = Object.keys(own[0]?.metrics ?? {});
      return {
        name,
        metrics: Object.fromEntries(metrics.map((metric) => [metric, own.map((cell) => value(cell, metric))])),
        seconds: own.map((cell) => cell.seconds),
      };
    }),
  };
}

function find(cells: readonly Cell[], method: string, seed: number): Cell {
  const cell = cells.find((one) => one.method === method && one.seed === seed);
  if (cell === undefined) throw new RangeError(`there is no result of ${method} for seed ${seed}`);
  return cell;
}

function value(cell: Cell, metric: string): number {
  if (!Object.hasOwn(cell.metrics, metric)) {
    throw new RangeError(`${cell.method} gave no ${metric} for seed ${cell.seed}: every seed needs the same metrics`);
  }
  return cell.metrics[metric];
}
