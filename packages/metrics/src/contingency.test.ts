import fc from 'fast-check';
import golden from '../golden/scores.golden.json';
import { contingencyTable } from './contingency';

describe('contingencyTable', () => {
  it.each(golden.cases)("equals scikit-learn's: $name", ({ classes, clusters, contingency }) => {
    expect(Array.from(contingencyTable(classes, clusters).counts)).toEqual(contingency);
  });

  it('keeps its sums: rows to class sizes, columns to cluster sizes, all to the number of items', () => {
    const labels = fc.array(fc.tuple(fc.integer({ min: -3, max: 3 }), fc.integer({ min: 0, max: 5 })), {
      minLength: 1,
    });
    fc.assert(
      fc.property(labels, (pairs) => {
        const table = contingencyTable(
          pairs.map(([a]) => a),
          pairs.map(([, b]) => b),
        );
        const width = table.clusters.length;
        table.classSizes.forEach((size, i) => {
          expect(table.counts.slice(i * width, (i + 1) * width).reduce((s, n) => s + n, 0)).toBe(size);
          expect(size).toBe(pairs.filter(([a]) => a === table.classes[i]).length);
        });
        table.clusterSizes.forEach((size, j) => {
          expect(table.counts.filter((_, k) => k % width === j).reduce((s, n) => s + n, 0)).toBe(size);
        });
        expect(table.total).toBe(pairs.length);
      }),
    );
  });

  it('takes typed arrays', () => {
    expect(contingencyTable(Int32Array.of(2, 2, -1), Uint8Array.of(0, 1, 1))).toMatchObject({
      classes: [-1, 2],
      clusters: [0, 1],
      counts: Float64Array.of(0, 1, 1, 1),
    });
  });

  it.each([
    ['empty labellings', [], [], 'classes is empty'],
    ['unequal lengths', [0, 1], [0], 'classes has 2 labels and clusters 1'],
    ['a missing class', [0, NaN], [0, 1], 'classes[1] is NaN'],
    ['a fractional cluster', [0, 1], [0.5, 1], 'clusters[0] is 0.5'],
  ])('refuses %s', (_, classes, clusters, message) => {
    expect(() => contingencyTable(classes, clusters)).toThrow(RangeError);
    expect(() => contingencyTable(classes, clusters)).toThrow(message);
  });
});
