import type * as E from 'fp-ts/lib/Either.js';
import type { Dataset } from './dataset';
import type { DatasetProblem } from './failure';
import { fromRecords } from './records';

/** The four measurements of {@link penguins}, in the order of its columns. */
export const penguinMeasurements = [
  'Beak Length (mm)',
  'Beak Depth (mm)',
  'Flipper Length (mm)',
  'Body Mass (g)',
] as const;

/**
 * The Palmer penguins (Horst, Hill and Gorman 2020) from the array in `penguins.json` of the vega-datasets package:
 * four measurements, labels by species. Two of its 344 birds have no measurement at all.
 *
 * The caller passes the parsed JSON, so that this package need not depend on vega-datasets.
 *
 * @example
 * ```ts
 * import { orThrow } from '@bcl/errors';
 * import { penguins } from '@bcl/datasets';
 *
 * const bird = { Species: 'Adelie', 'Beak Length (mm)': 39.1, 'Beak Depth (mm)': 18.7, 'Flipper Length (mm)': 181, 'Body Mass (g)': null };
 * const set = orThrow(penguins([bird]));
 * set.features.data; // => [39.1, 18.7, 181, NaN]
 * set.classNames; // => ['Adelie']
 * ```
 */
export function penguins(rawJson: unknown): E.Either<DatasetProblem, Dataset> {
  return fromRecords(rawJson, {
    name: 'penguins',
    source: 'penguins.json of vega-datasets (Palmer penguins)',
    features: penguinMeasurements,
    label: 'Species',
  });
}
