import { fitMinMax, gaussianGrid25, loadNamed } from '@bcl/datasets';
import { key } from '@bcl/random';
import * as E from 'fp-ts/lib/Either.js';
import { simulatedTable } from './simulated';

/** A table to time EM on. */
export interface BenchmarkCase {
  /** Letters, digits and dashes: names files. */
  readonly id: string;
  /** For people; says so when the table is simulated. */
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  readonly components: number;
  /** EM iterations timed in a phase, so many that a timing takes seconds, not minutes. */
  readonly iterations: number;
  /** EM iterations from the start to the mixture that counts as near convergence. */
  readonly settled: number;
  /** Whether the project has set itself an aim on this table. */
  readonly aimed: boolean;
  /** Row-major, rows x columns; made anew at each call. */
  readonly table: () => Float64Array;
}

/** What `--cases` may name; the last one is for `--quick`. */
export const caseIds = ['pendigits-12', 'pendigits-50', 'grid-25', 'million-32', 'tiny-3'] as const;

/** The tables of that name: Pendigits where its files are at hand, otherwise simulated rows of the same shape. */
export async function benchmarkCases(
  ids: readonly string[],
  folder: string | undefined,
): Promise<readonly BenchmarkCase[]> {
  const pendigits = ids.some((id) => id.startsWith('pendigits')) ? await loadPendigits(folder) : undefined;
  return ids.map((id) => {
    switch (id) {
      case 'pendigits-12':
        return handwriting(pendigits, 12);
      case 'pendigits-50':
        return handwriting(pendigits, 50);
      case 'grid-25':
        return {
          ...{
            id,
            name: '25-GMM, K = 25',
            rows: 2000,
            columns: 2,
            components: 25,
            iterations: 100,
            settled: 200,
            aimed: true,
          },
          table: () => gaussianGrid25({ key: key(0), rows: 2000 }).features.data,
        };
      case 'million-32':
        return simulated(id, 'simulated', {
          rows: 1_000_000,
          columns: 16,
          components: 32,
          iterations: 2,
          settled: 25,
          aimed: true,
        });
      case 'tiny-3':
        return simulated(id, 'simulated', {
          rows: 500,
          columns: 4,
          components: 3,
          iterations: 5,
          settled: 10,
          aimed: false,
        });
      default:
        throw new RangeError(`there is no case '${id}'`);
    }
  });
}

type Sizes = Pick<BenchmarkCase, 'rows' | 'columns' | 'components' | 'iterations' | 'settled' | 'aimed'>;

function handwriting(pendigits: Float64Array | undefined, components: number): BenchmarkCase {
  const sizes = { rows: 7494, columns: 16, components, iterations: 30, settled: 100, aimed: true };
  const id = `pendigits-${components}`;
  if (pendigits === undefined) return simulated(id, 'simulated like Pendigits', sizes);
  return { id, name: `Pendigits, K = ${components}`, ...sizes, table: () => pendigits };
}

function simulated(id: string, kind: string, sizes: Sizes): BenchmarkCase {
  const { rows, columns, components } = sizes;
  return {
    id,
    name: `${kind} ${rows === 1e6 ? '10⁶' : rows} x ${columns}, K = ${components}`,
    ...sizes,
    table: () => simulatedTable(id, rows, columns, components),
  };
}

/** Pendigits scaled to [0, 1]; undefined where its files are not at hand. */
async function loadPendigits(folder: string | undefined): Promise<Float64Array | undefined> {
  if (folder === undefined) return undefined;
  const loaded = await loadNamed('pendigits', { folder, download: false })();
  if (E.isLeft(loaded)) return undefined;
  const { features } = loaded.right.dataset;
  return fitMinMax(features).apply(features).data;
}
