import { arrays } from '../algebra/arrays';
import { alphaBridge } from '../divergences/alpha-bridge';
import { jensenShannon } from '../divergences/jensen-shannon';
import { surrogateLoss } from './surrogate-loss';

const logRatio = Float64Array.of(-1.5, 0.25, 2);

/** ∂ loss / ∂ ℓ_i with the weights held where they were. */
function gradient(objective: Parameters<typeof surrogateLoss>[1], mass?: Float64Array): number[] {
  const weight = objective.weight(arrays, logRatio, mass);
  const held = { ...objective, weight: <A>() => weight as A };
  const h = 1e-6;
  const at = (i: number, by: number) =>
    surrogateLoss(
      arrays,
      held,
      logRatio.map((l, j) => (j === i ? l + by : l)),
      mass,
    )[0];
  return [0, 1, 2].map((i) => (at(i, h) - at(i, -h)) / (2 * h));
}

describe('surrogateLoss', () => {
  it.each([
    ['equal', undefined, [1 / 3, 1 / 3, 1 / 3]],
    ['unequal', Float64Array.of(0.5, 0.2, 0.3), [0.5, 0.2, 0.3]],
  ])('has the gradient −mass · w of every sample, with %s masses', (_, mass, shares) => {
    for (const objective of [jensenShannon(), alphaBridge(), alphaBridge({ alpha: 0.3, normalise: false })]) {
      const weight = objective.weight(arrays, logRatio, mass);
      gradient(objective, mass).forEach((slope, i) => expect(slope).toBeCloseTo(-shares[i] * weight[i], 8));
    }
  });

  it('holds the weights constant', () => {
    const detached: Float64Array[] = [];
    const watching = { ...arrays, detach: (a: Float64Array) => (detached.push(a), a) };
    surrogateLoss(watching, jensenShannon(), logRatio);
    expect(detached).toContainEqual(jensenShannon().weight(arrays, logRatio));
  });

  it('has the gradient of the generator loss where weights are not normalised', () => {
    const h = 1e-6;
    const generator = (l: number) => jensenShannon().generator(arrays, Float64Array.of(l))[0];
    gradient(jensenShannon()).forEach((slope, i) => {
      const l = logRatio[i];
      expect(slope).toBeCloseTo((generator(l + h) - generator(l - h)) / (2 * h) / 3, 8);
    });
  });
});
