import { near, target } from '../fixtures/fitting';
import { randomMixture } from '../fixtures/mixtures';
import { key } from '@bcl/random';
import { checkOptions, type DescentOptions } from './options';

const check = (options: Record<string, unknown>) =>
  checkOptions({ target, start: near, steps: 10, ...(options as Partial<DescentOptions>) });

describe('options', () => {
  it('have defaults', () => {
    expect(check({})).toMatchObject({
      innerSteps: 1,
      samples: 100,
      sampling: 'multinomial',
      rate: 0.1,
      optimizer: 'sgd',
      learnWeights: false,
    });
  });

  it('accept a rate that ends at 0', () =>
    expect(check({ rate: { from: 0.1, to: 0 } }).rate).toEqual({ from: 0.1, to: 0 }));

  it.each([
    [{ steps: 0 }, 'steps is 0; give a whole number of at least 1'],
    [{ steps: 2.5 }, 'steps is 2.5'],
    [{ innerSteps: -1 }, 'innerSteps is -1'],
    [{ samples: 0 }, 'samples is 0; give a whole number of at least 1'],
    [{ samples: NaN }, 'samples is NaN'],
    [{ rate: 0 }, 'the rate is 0; give a finite number above 0'],
    [{ rate: -0.1 }, 'the rate is -0.1'],
    [{ rate: Infinity }, 'the rate is Infinity'],
    [{ rate: NaN }, 'the rate is NaN'],
    [{ rate: { from: 0, to: 0 } }, 'the rate is {"from":0,"to":0}; give'],
    [{ rate: { from: 1, to: 0, shape: 'geometric' } }, 'the rate is {'],
    [{ rate: { from: 1, to: 0.1, during: [0.5, 2] } }, 'the rate is {'],
    [{ rate: { from: 1, to: -1 } }, 'the rate is {"from":1,"to":-1}; give'],
    [{ optimizer: 'adamw' }, 'optimizer is "adamw"; use "sgd" or "adam"'],
    [{ sampling: 'stratified' }, 'sampling is "stratified"; use "multinomial" or "equal"'],
    [{ learnWeights: 'yes' }, 'learnWeights is "yes"'],
    [{ start: randomMixture(key(1), 2, 3) }, 'the start has 3 coordinates, the target 2'],
  ])('refuse %j in one line', (options, message) => {
    expect(() => check(options)).toThrow(message);
    expect(() => check(options)).not.toThrow(/\n/);
  });
});
