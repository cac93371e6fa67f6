import { alphaBridge } from '../divergences/alpha-bridge';
import { reverseKL } from '../divergences/reverse-kl';
import { spread } from '../registry/first-party';
import { weightedSum } from '../registry/weighted-sum';
import { objectiveAt } from './objective-at';

const path = { from: 1, to: 0 };

describe('objectiveAt', () => {
  it('gives back what does not change', () => {
    const objective = reverseKL();
    expect(objectiveAt(objective, 0.5)).toBe(objective);
  });

  it('has the numbers of the moment, and holds the moment within the run', () => {
    const alpha = (progress: number) => objectiveAt(alphaBridge({ alpha: path }), progress).parameters.alpha;
    expect([-3, 0, 0.25, 1, 2].map(alpha)).toEqual([1, 1, 0.75, 0, 0]);
  });

  it('reaches the parts of an objective', () => {
    const nested = weightedSum([
      [2, spread({ of: alphaBridge({ alpha: path }), scale: { from: 4, to: 0 } })],
      [1, 'reverseKL'],
    ]);
    const half = objectiveAt(nested, 0.5);
    expect(half.terms.map(({ weight }) => weight)).toEqual([2, 1]);
    expect(half.terms[0].objective).toMatchObject({
      spread: 2,
      parameters: { of: { name: 'alphaBridge', parameters: { alpha: 0.5 } }, scale: 2 },
    });
    expect(half.parameters.terms).toMatchObject([{ objective: { parameters: { scale: 2 } } }, {}]);
    expect(half).not.toHaveProperty('at');
  });

  it('refuses a progress that is no number, also for what does not change', () => {
    expect(() => objectiveAt(reverseKL(), NaN)).toThrow(RangeError);
  });
});
