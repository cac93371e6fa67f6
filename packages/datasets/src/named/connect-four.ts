import { matrix } from '@bcl/linalg';
import { dataset } from '../dataset';
import type { Dataset } from '../dataset';

/** Position among the three features of a square, by its value 0, 1, 2 in PMLB's file. */
const positions = [1, 2, 0] as const;

/** PMLB's classes 0, 1, 2: the labels 0, -1 and 1 of the LIBSVM page. */
const classNames = ['draw', 'loss', 'win'] as const;

/**
 * Connect-4 as on the LIBSVM page: three indicators for each of the squares. With features counted from 1 and squares
 * j from 0, value 0 sets feature 3 j + 2, value 1 feature 3 j + 3, value 2 feature 3 j + 1.
 *
 * @param ternary - squares with the values 0, 1 and 2, labels 0, 1 and 2
 */
export function connectFourIndicators(ternary: Dataset): Dataset {
  const { rows, columns, data } = ternary.features;
  const indicators = new Float64Array(rows * columns * 3);
  data.forEach((value, index) => {
    const position = positions[value];
    if (position === undefined) throw new RangeError(`A square of connect-4 holds ${value}, not 0, 1 or 2`);
    indicators[3 * index + position] = 1;
  });
  const values = [2, 0, 1];
  return dataset({
    ...ternary,
    features: matrix(rows, columns * 3, indicators),
    featureNames: ternary.featureNames.flatMap((square) => values.map((value) => `${square}=${value}`)),
    classNames,
  });
}
