import { orThrow } from '@bcl/errors';
import { objectiveAt, resolveObjective } from '@bcl/objectives';
import { key } from '@bcl/random';
import type { DescentRecipe } from '../mixture-descent/descent';
import { ablatedRecipes, ablationNotes, bclRecipe } from './bcl';

const settings = { iterations: 1000, innerSteps: 20, samples: 100, rate: 0.1 };
const variants = ablatedRecipes(settings);

/** The matching at a part of the run, and the noise it has there. */
function matchingAt(recipe: DescentRecipe, progress: number, seed = 0) {
  const matching = recipe.matchings(key(seed), 2, Math.round(progress * (recipe.steps - 1)));
  const { spread, name } = objectiveAt(orThrow(resolveObjective(matching.objective)), progress);
  const { source, target } = matching.task;
  return { spread, name, source: source.length, target: target.length, transform: matching.transform.name };
}

describe('bclRecipe', () => {
  const whole = bclRecipe(settings);

  it('takes a fifth of the paper’s gradient steps, at least one', () => {
    expect(whole.steps).toBe(4000);
    expect(bclRecipe({ ...settings, iterations: 1, innerSteps: 1 }).steps).toBe(1);
  });

  it('matches the joint under noise that shrinks by a constant factor a step, and is gone in the end', () => {
    for (const progress of [0, 0.5, 0.99]) expect(matchingAt(whole, progress)).toMatchObject({ source: 0, target: 2 });
    const spreads = [0, 0.2, 0.4].map((progress) => matchingAt(whole, progress).spread);
    expect(spreads[0]).toBeCloseTo(4, 9);
    expect(spreads[1] / spreads[0]).toBeCloseTo(spreads[2] / spreads[1], 9);
    expect(matchingAt(whole, 0.849).spread).toBeCloseTo(0.25, 2);
    expect(matchingAt(whole, 0.86)).toMatchObject({ spread: 0, name: 'reverseKL' });
  });
});

describe('ablatedRecipes', () => {
  it('starts with the whole, and explains every variant', () => {
    expect(Object.keys(variants)).toEqual(Object.keys(ablationNotes));
    const { matchings: _whole, ...own } = bclRecipe(settings);
    const { matchings: _variant, ...first } = variants.bcl;
    expect(first).toEqual(own);
  });

  it('takes away what each name says', () => {
    expect(matchingAt(variants.noNoise, 0.1)).toMatchObject({ spread: 0, target: 2 });
    expect(matchingAt(variants.noNoiseRotated, 0.1)).toMatchObject({ spread: 0, target: 1 });
    expect(matchingAt(variants.noSettling, 0.99).spread).toBeCloseTo(0.25, 9);
    expect(matchingAt(variants.rotated, 0.1)).toMatchObject({ target: 1, transform: 'Haar orthogonal' });
    expect([variants.adam.optimizer, variants.plainGradient.optimizer]).toEqual(['adam', 'sgd']);
    expect(variants.multinomial.sampling).toBe('multinomial');
    expect(variants.bigLearnDecay).toMatchObject({ steps: 1000, innerSteps: 20, rate: { from: 0.1, to: 0.001 } });
  });

  it('draws random noise between the ends, whatever the step', () => {
    for (const progress of [0, 0.4, 0.8]) {
      const spreads = Array.from({ length: 50 }, (_, seed) => matchingAt(variants.randomNoise, progress, seed).spread);
      expect(Math.min(...spreads)).toBeGreaterThanOrEqual(0.25 - 1e-9);
      expect(Math.max(...spreads)).toBeLessThanOrEqual(4 + 1e-9);
      expect(new Set(spreads).size).toBe(50);
    }
  });

  it.each([
    ['conditional', 0.3],
    ['bigLearnConditional', 0.1],
  ])('has conditionals after a rotation in %s, a share of %d', (name, share) => {
    const drawn = Array.from({ length: 400 }, (_, seed) => matchingAt(variants[name], 0.1, seed));
    const conditionals = drawn.filter(({ source }) => source === 1);
    // Four standard deviations of a binomial share.
    const bound = 4 * Math.sqrt((share * (1 - share)) / 400);
    expect(Math.abs(conditionals.length / 400 - share)).toBeLessThan(bound);
    for (const { transform } of conditionals) expect(transform).toBe('Haar orthogonal');
  });
});
