import { arrays } from '../algebra/arrays';
import { mean } from '../algebra/mean';
import { alphaBridge } from '../divergences/alpha-bridge';
import { kl, logDensity, quadrature } from '../divergences/fixtures/gaussians';
import { nonSaturating } from '../divergences/non-saturating';
import { communication, spread } from '../registry/first-party';
import { weightedSum } from '../registry/weighted-sum';
import { communicationLogRatio } from './communication-log-ratio';

describe('communication', () => {
  it('has the functions of its base, between two matchings', () => {
    const logRatio = Float64Array.of(-2, 0, 3);
    const objective = communication();
    expect(objective.generator(arrays, logRatio)).toEqual(nonSaturating().generator(arrays, logRatio));
    expect(objective).toMatchObject({ name: 'communication', form: 'ratio', between: 'two-matchings' });
    expect(objective.parameters).toEqual({ of: { name: 'nonSaturating', parameters: {} } });
  });

  it('compares two models through the optimal logits of each against the data', () => {
    const data = { mean: 0, deviation: 1.5 };
    const first = { mean: 0.5, deviation: 1 };
    const second = { mean: -0.3, deviation: 1.2 };
    const { points, mass } = quadrature(first);
    const logit = (model: typeof first) => points.map((x) => logDensity(data, x) - logDensity(model, x));
    const logRatio = communicationLogRatio(arrays, logit(first), logit(second));
    const value = mean(arrays, communication({ of: 'reverseKL' }).integrand(arrays, logRatio), mass)[0];
    expect(value).toBeCloseTo(kl(first, second), 10);
  });

  it('keeps the spread of its base and changes with it', () => {
    const base = spread({ of: alphaBridge({ alpha: { from: 1, to: 0 } }), scale: 0.5 });
    const objective = communication({ of: base });
    expect(objective.spread).toBe(0.5);
    const parameters = { of: { parameters: { of: { parameters: { alpha: 0.25 } } } } };
    expect(objective.at?.(0.75)).toMatchObject({ name: 'communication', between: 'two-matchings', parameters });
    expect(communication()).not.toHaveProperty('at');
  });

  it.each([
    ['forwardKL', 'forwardKL'],
    [weightedSum([[1, 'reverseKL']]), 'weightedSum'],
    [communication(), 'communication'],
  ])('refuses what has no ratio of its own', (of, name) => {
    expect(() => communication({ of })).toThrow(
      `communication: of is ${name}: it must be an objective of the form ratio, between the data and the model, such as nonSaturating`,
    );
  });

  it('passes on what is wrong with its base', () => {
    expect(() => communication({ of: { name: 'alphaBridge', parameters: { alpha: 2 } } })).toThrow(
      'communication: alphaBridge: alpha is 2: it must be a number from 0 to 1',
    );
    expect(() => communication({ of: 'noSuch' })).toThrow(/^communication: There is no objective 'noSuch'/);
  });
});
