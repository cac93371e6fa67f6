import { annealedParameter } from './annealed-parameter';

const scale = annealedParameter({ default: 1, min: 0, max: 2, description: 'the scale' });

describe('annealedParameter', () => {
  it.each([
    [0],
    [2],
    [{ from: 2, to: 0 }],
    [{ from: 0, to: 0 }],
    [{ from: 2, to: 0.5, shape: 'geometric' }],
    [{ from: 2, to: 0, shape: 'cosine', during: [0.25, 1] }],
    [{ from: 2, to: 0, during: [0.5, 0.5] }],
  ])('reads %j and writes it as it was', (given) => {
    const value = scale.read(given);
    expect(value).toEqual(given);
    expect(value === undefined ? undefined : scale.write(value)).toEqual(given);
  });

  it.each([
    [-0.1],
    [NaN],
    ['1'],
    [null],
    [[2, 0]],
    [{ from: 2 }],
    [{ to: 2 }],
    [{ from: 3, to: 0 }],
    [{ from: 2, to: -1 }],
    [{ from: '2', to: 0 }],
    [{ from: 2, to: 0, shape: 'bumpy' }],
    [{ from: 2, to: 0, shape: 'geometric' }],
    [{ from: 2, to: 0, during: [0.6, 0.5] }],
    [{ from: 2, to: 0, during: [0, 1.5] }],
    [{ from: 2, to: 0, during: [0] }],
    [{ from: 2, to: 0, during: 0.5 }],
    [{ from: 2, to: 0, steps: 10 }],
  ])('does not read %j', (given) => {
    expect(scale.read(given)).toBeUndefined();
  });

  it('says what it takes', () => {
    expect(scale.accepts).toBe('a number from 0 to 2, or a path { from, to } between such numbers');
  });
});
