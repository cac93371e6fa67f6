import fc from 'fast-check';
import golden from '../golden/scores.golden.json';
import { clusteringAccuracy } from './accuracy';

const label = fc.integer({ min: 0, max: 5 });
const labellings = fc.array(fc.tuple(label, label), { minLength: 1, maxLength: 50 });

describe('clusteringAccuracy', () => {
  it.each(golden.cases)("equals SciPy's assignment of the counts: $name", ({ classes, clusters, accuracy }) => {
    expect(clusteringAccuracy(classes, clusters).accuracy).toBeCloseTo(accuracy, 12);
  });

  it('is the share of items that its own mapping classifies rightly', () => {
    fc.assert(
      fc.property(labellings, (pairs) => {
        const { accuracy, mapping } = clusteringAccuracy(
          pairs.map(([a]) => a),
          pairs.map(([, b]) => b),
        );
        const right = pairs.filter(([a, b]) => mapping.get(b) === a).length;
        expect(accuracy).toBeCloseTo(right / pairs.length, 14);
        expect(new Set(mapping.values()).size).toBe(mapping.size);
      }),
    );
  });

  it('is invariant under relabelling and 1 for equal labellings', () => {
    fc.assert(
      fc.property(labellings, (pairs) => {
        const a = pairs.map(([x]) => x);
        const b = pairs.map(([, y]) => y);
        const renamed = b.map((y) => (y * 5 + 2) % 7);
        expect(clusteringAccuracy(a, renamed).accuracy).toBe(clusteringAccuracy(a, b).accuracy);
        expect(clusteringAccuracy(a, a).accuracy).toBe(1);
      }),
    );
  });

  it('leaves surplus clusters without a class', () => {
    const { accuracy, mapping } = clusteringAccuracy([0, 0, 0, 1], [7, 7, 8, 9]);
    expect(accuracy).toBe(0.75);
    expect([...mapping].sort()).toEqual([
      [7, 0],
      [9, 1],
    ]);
  });

  it('leaves classes without a cluster when there are more classes', () => {
    const { accuracy, mapping } = clusteringAccuracy([0, 1, 1, 2], [5, 5, 5, 5]);
    expect(accuracy).toBe(0.5);
    expect([...mapping]).toEqual([[5, 1]]);
  });

  it('refuses empty labellings', () => {
    expect(() => clusteringAccuracy([], [])).toThrow(RangeError);
  });
});
