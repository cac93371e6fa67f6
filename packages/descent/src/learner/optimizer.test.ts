import { descendBy, workingMoments } from './optimizer';

const none = { count: 0, first: new Float64Array(0), second: new Float64Array(0) };

/** Adam as its paper states it, on one number. */
function adam(gradients: number[], rate: number): number {
  let [x, m, v] = [0, 0, 0];
  gradients.forEach((g, i) => {
    m = 0.9 * m + 0.1 * g;
    v = 0.999 * v + 0.001 * g * g;
    x -= (rate * (m / (1 - 0.9 ** (i + 1)))) / (Math.sqrt(v / (1 - 0.999 ** (i + 1))) + 1e-8);
  });
  return x;
}

describe('optimizers', () => {
  it('plain descent goes rate times the gradient down', () => {
    const values = Float64Array.of(1, 2);
    descendBy('sgd', values, Float64Array.of(10, -10), 0.1, none, 0);
    expect(Array.from(values)).toEqual([0, 3]);
    expect(workingMoments('sgd', none, 2)).toBe(none);
  });

  it("Adam goes the paper's way, each array by its own part of the moments", () => {
    const gradients = [1, -2, 0.5, 3];
    let moments = workingMoments('adam', none, 3);
    const [a, b] = [new Float64Array(1), new Float64Array(2)];
    for (const g of gradients) {
      moments = { ...moments, count: moments.count + 1 };
      descendBy('adam', a, Float64Array.of(g), 0.1, moments, 0);
      descendBy('adam', b, Float64Array.of(0, -g), 0.1, moments, 1);
    }
    expect(a[0]).toBeCloseTo(adam(gradients, 0.1), 13);
    expect(b[1]).toBeCloseTo(-adam(gradients, 0.1), 13);
    expect(b[0]).toBe(0);
  });

  it('moments are copied before they are written to, and begin at zero where they do not fit', () => {
    const moments = { count: 3, first: Float64Array.of(1), second: Float64Array.of(2) };
    const working = workingMoments('adam', moments, 1);
    working.first[0] = 9;
    expect(moments.first[0]).toBe(1);
    expect(working.count).toBe(3);
    expect(workingMoments('adam', moments, 2)).toMatchObject({ count: 0, first: new Float64Array(2) });
  });
});
