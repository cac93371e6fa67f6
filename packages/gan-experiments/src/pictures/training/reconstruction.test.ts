import { ProblemError } from '@bcl/errors';
import { reconstructionOf } from './reconstruction';

const options = {
  steps: 1000,
  from: undefined,
  jointOnly: false,
  reconstruction: 10,
  reconstructionUntil: 0.5,
  reconstructionFloor: 0.2,
  warmStart: 0.25,
  warmStartRate: 0.002,
};

describe('reconstructionOf', () => {
  it('takes shares of the steps', () => {
    const expected = { weight: 10, steps: 500, floor: 2, alone: 250, learningRate: 0.002 };
    expect(reconstructionOf(options)).toEqual(expected);
    expect(reconstructionOf({ ...options, warmStart: 0 })).toEqual({ weight: 10, steps: 500, floor: 2, alone: 0 });
  });

  it('has a warm start of a fifth without an option, and none where trained networks begin', () => {
    expect(reconstructionOf({ ...options, warmStart: undefined })).toMatchObject({ alone: 200 });
    expect(reconstructionOf({ ...options, warmStart: undefined, from: 'run' })).toMatchObject({ alone: 0 });
    expect(reconstructionOf({ ...options, from: 'run' })).toMatchObject({ alone: 250 });
  });

  it('fits into a run of one step', () => {
    expect(reconstructionOf({ ...options, steps: 1 })).toMatchObject({ steps: 1, alone: 0 });
    expect(reconstructionOf({ ...options, steps: 2, warmStart: 0.4 })).toMatchObject({ steps: 2, alone: 1 });
  });

  it.each([{ reconstruction: 0 }, { jointOnly: true }, { steps: 0 }])('is none with %j', (changed) => {
    expect(reconstructionOf({ ...options, ...changed })).toBeUndefined();
  });

  it('refuses a weight that falls before the warm start ends', () => {
    const attempt = () => reconstructionOf({ ...options, warmStart: 0.5 });
    expect(attempt).toThrow(ProblemError);
    expect(attempt).toThrow('--warm-start is 0.5: --reconstruction-until is 0.5, and counts from the beginning too');
  });
});
