import { fromJSON, orThrow, type Mixture } from '@bcl/em';
import type { Comparison } from '@bcl/lab';
import type { ClusteringFit } from './comparison';
import { prepare, type PreparedTable } from './prepare';
import type { TableSource } from './tables';

/** The one fit of a comparison that figures show and results are written from. */
export interface ShownFit extends PreparedTable {
  readonly seed: number;
  readonly extra: ClusteringFit;
  readonly model: Mixture;
}

/** Our default's fit of the first seed, or the first fit where our default did not run, with the data it was fitted on. */
export function shownFit(table: TableSource, { cells }: Comparison<ClusteringFit>): ShownFit {
  const { seed, extra } = cells.find(({ method }) => method === 'bcl') ?? cells[0];
  return { seed, extra, model: orThrow(fromJSON(extra.mixture)), ...orThrow(prepare(table, seed)) };
}
