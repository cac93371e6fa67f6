import { agree } from './job';

it('log-likelihoods agree to one in a million of their size, or of a nat where they are smaller', () => {
  expect(agree(-20, -20.00001)).toBe(true);
  expect(agree(-20, -20.0001)).toBe(false);
  expect(agree(1e-9, -1e-9)).toBe(true);
  expect(agree(0, 1e-5)).toBe(false);
  expect(agree(NaN, NaN)).toBe(false);
});
