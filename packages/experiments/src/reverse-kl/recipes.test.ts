import { key } from '@bcl/random';
import { paperRecipes } from './recipes';

const settings = { iterations: 1000, innerSteps: 20, samples: 100, rate: 0.1 };

describe('paperRecipes', () => {
  it('has the settings of the authors’ script in both methods', () => {
    for (const recipe of Object.values(paperRecipes(settings))) {
      expect(recipe).toMatchObject({ steps: 1000, innerSteps: 20, samples: 100, rate: 0.1, optimizer: 'sgd', sampling: 'multinomial' }); // prettier-ignore
    }
  });

  it('steps on the joint alone, or on rotated marginals with one joint of ten from half-way', () => {
    const { joint, bigLearn } = paperRecipes(settings);
    const sizes = (recipe: typeof joint, from: number) =>
      Array.from({ length: 500 }, (_, i) => recipe.matchings(key(i), 2, from + i).task.target.length);
    expect(new Set(sizes(joint, 0))).toEqual(new Set([2]));
    expect(new Set(sizes(bigLearn, 0))).toEqual(new Set([1]));
    const late = sizes(bigLearn, 500).filter((size) => size === 2).length;
    // Of 500 with a chance of 0.1: 50, within four standard deviations.
    expect(Math.abs(late - 50)).toBeLessThan(27);
  });

  it('descends the reverse KL, or what it is given', () => {
    expect(paperRecipes(settings).joint.matchings(key(1), 2, 0).objective).toBe('reverseKL');
    expect(paperRecipes(settings, 'forwardKL').bigLearn.matchings(key(1), 2, 0).objective).toBe('forwardKL');
  });
});
