import { ProblemError } from '@bcl/errors';
import { reconstructionOf } from './reconstruction';

const options = {
  reconstruction: 10,
  reconstructionSteps: 100,
  reconstructionFloor: 0,
  reconstructionAlone: 0,
  jointOnly: false,
};

describe('reconstructionOf', () => {
  it('is what the options say, or none', () => {
    expect(reconstructionOf(options)).toEqual({ weight: 10, steps: 100, floor: 0, alone: 0 });
    expect(reconstructionOf({ ...options, reconstruction: 0, jointOnly: true })).toBeUndefined();
  });

  it.each([
    [{ reconstruction: 0, reconstructionFloor: 1 }, '--reconstruction-floor is 1'],
    [{ reconstruction: 0, reconstructionAlone: 1 }, '--reconstruction-alone is 1'],
    [{ reconstructionFloor: 11 }, '--reconstruction-floor is 11: it is above the 10 it would fall from'],
    [{ reconstructionAlone: 100 }, '--reconstruction-alone is 100: --reconstruction-steps counts them too, and is 100'],
    [{ jointOnly: true }, '--reconstruction is given: --joint-only gives no part of a picture'],
  ])('refuses %j', (changed, message) => {
    const attempt = () => reconstructionOf({ ...options, ...changed });
    expect(attempt).toThrow(ProblemError);
    expect(attempt).toThrow(message);
  });
});
