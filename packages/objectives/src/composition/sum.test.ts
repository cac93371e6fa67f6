import { task } from '@bcl/masks';
import { identity } from '@bcl/transforms';
import { communication } from '../registry/first-party';
import { forwardKL } from '../divergences/forward-kl';
import { reverseKL } from '../divergences/reverse-kl';
import { sumOf } from './sum';

const where = { task: task([0], [1]), transform: identity(2) };
const elsewhere = { task: task([], [1]), transform: identity(2) };

describe('sumOf', () => {
  it('replaces sums by their terms, with the weights multiplied', () => {
    const inner = sumOf([
      { weight: 0.5, objective: reverseKL() },
      { weight: 2, objective: forwardKL() },
    ]);
    const outer = sumOf([
      { weight: 3, objective: inner },
      { weight: 1, objective: reverseKL() },
    ]);
    expect(outer.terms.map(({ weight, objective }) => [weight, objective.name])).toEqual([
      [1.5, 'reverseKL'],
      [6, 'forwardKL'],
      [1, 'reverseKL'],
    ]);
  });

  it('hands its matching down to terms that have none of their own', () => {
    const inner = sumOf([
      { weight: 1, objective: reverseKL(), where: elsewhere },
      { weight: 1, objective: forwardKL() },
    ]);
    const outer = sumOf([{ weight: 1, objective: inner, where }]);
    expect(outer.terms.map((term) => term.where)).toEqual([elsewhere, where]);
    expect(sumOf([{ weight: 1, objective: reverseKL() }]).terms[0]).not.toHaveProperty('where');
  });

  it('needs what its terms need', () => {
    const sum = sumOf([
      { weight: 1, objective: forwardKL() },
      { weight: 1, objective: reverseKL() },
    ]);
    expect(sum.needs).toEqual(['modelSamples', 'dataSamples', 'modelDensity', 'logRatio']);
    expect(sumOf([]).needs).toEqual([]);
  });

  it('is between two matchings where all its terms are', () => {
    const both = { weight: 1, objective: communication() };
    expect(sumOf([both, both]).between).toBe('two-matchings');
    expect(sumOf([both, { weight: 1, objective: reverseKL() }]).between).toBe('data-and-model');
  });

  it('writes its terms down, with the name of a transform in its place', () => {
    const sum = sumOf([{ weight: 2, objective: reverseKL(), where }]);
    expect(sum.parameters).toEqual({
      terms: [
        {
          weight: 2,
          objective: { name: 'reverseKL', parameters: {} },
          where: { source: [0], target: [1], transform: 'identity' },
        },
      ],
    });
  });

  it.each([[-1], [NaN], [Infinity]])('refuses the weight %p', (weight) => {
    expect(() => sumOf([{ weight, objective: reverseKL() }])).toThrow(
      `The weight of reverseKL must be a finite number of at least 0, got ${weight}.`,
    );
  });
});
