import { fromRows } from '@bcl/linalg';
import { dataset } from '../dataset';
import { connectFourIndicators } from './connect-four';

const ternary = dataset({
  name: 'x',
  features: fromRows([
    [0, 1],
    [2, 0],
    [1, 2],
  ]),
  featureNames: ['a1', 'a2'],
  labels: Int32Array.of(2, 1, 0),
});

describe('connectFourIndicators', () => {
  it('sets feature 3j + 2, 3j + 3, 3j + 1 (from 1) for the value 0, 1, 2 of square j (from 0)', () => {
    const { features } = connectFourIndicators(ternary);
    const set = (row: number): readonly number[] =>
      [...features.data.subarray(6 * row, 6 * row + 6)].flatMap((value, index) => (value === 1 ? [index + 1] : []));
    expect([set(0), set(1), set(2)]).toEqual([
      [2, 6],
      [1, 5],
      [3, 4],
    ]);
  });

  it('names features and classes', () => {
    const { featureNames, classNames, labels } = connectFourIndicators(ternary);
    expect(featureNames).toEqual(['a1=2', 'a1=0', 'a1=1', 'a2=2', 'a2=0', 'a2=1']);
    expect([...(labels ?? [])].map((label) => classNames?.[label])).toEqual(['win', 'loss', 'draw']);
  });

  it('refuses other values', () => {
    const strange = dataset({
      ...ternary,
      features: fromRows([
        [3, 0],
        [0, 0],
        [0, 0],
      ]),
    });
    expect(() => connectFourIndicators(strange)).toThrow(/holds 3/);
  });
});
