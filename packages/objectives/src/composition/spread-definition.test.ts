import { arrays } from '../algebra/arrays';
import { alphaBridge } from '../divergences/alpha-bridge';
import { communication, spread } from '../registry/first-party';
import { weightedSum } from '../registry/weighted-sum';

describe('spread', () => {
  it('has the functions of its base and noise on both sides', () => {
    const objective = spread({ of: 'jensenShannon', scale: 0.5 });
    expect(objective).toMatchObject({
      name: 'spread',
      form: 'ratio',
      spread: 0.5,
      between: 'data-and-model',
      needs: ['modelSamples', 'logRatio'],
      parameters: { of: { name: 'jensenShannon', parameters: {} }, scale: 0.5 },
    });
    expect(objective.form === 'ratio' && objective.weight(arrays, Float64Array.of(0))).toEqual(Float64Array.of(0.25));
  });

  it('adds variances', () => {
    expect(spread({ of: spread({ scale: 0.3 }), scale: 0.4 }).spread).toBeCloseTo(0.5, 15);
    expect(spread({ scale: 0 }).spread).toBe(0);
  });

  it('changes with its scale and with its base', () => {
    const path = { from: 2, to: 0 };
    const both = spread({ of: alphaBridge({ alpha: { from: 1, to: 0 } }), scale: path });
    expect(both.spread).toBe(2);
    expect(both.parameters.scale).toEqual(path);
    expect(both.at?.(0.5)).toMatchObject({
      spread: 1,
      parameters: { of: { parameters: { alpha: 0.5 } }, scale: 1 },
    });
    expect(spread({ of: alphaBridge({ alpha: { from: 1, to: 0 } }), scale: 1 }).at?.(1)).toMatchObject({
      spread: 1,
      parameters: { of: { parameters: { alpha: 0 } } },
    });
    expect(spread()).not.toHaveProperty('at');
  });

  it('spreads likelihoods and communication too', () => {
    expect(spread({ of: 'forwardKL' })).toMatchObject({ form: 'likelihood', spread: 1 });
    expect(spread({ of: communication() })).toMatchObject({ form: 'ratio', between: 'two-matchings' });
  });

  it('refuses what has no noise to add', () => {
    expect(() => spread({ of: weightedSum([]) })).toThrow('spread: of is a sum: spread each of its terms');
    expect(() => spread({ of: 'crossEntropy' })).toThrow(
      'spread: of is crossEntropy: its targets are categories, to which no noise can be added',
    );
    expect(() => spread({ scale: -1 })).toThrow('spread: scale is -1: it must be a number of at least 0, or a path');
  });
});
