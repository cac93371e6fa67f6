import { median, overheadOf, passTable } from './report';

const timing = { pass: 1, kind: 'em', logLikelihood: -2, seconds: 1, jobSeconds: [0.4, 0.2, 0.6] };

it('overhead is what a pass takes beyond its jobs, shared evenly, and their longest', () => {
  expect(overheadOf(timing, 1)).toBe(0);
  expect(overheadOf({ ...timing, seconds: 1.5 }, 1)).toBeCloseTo(0.3, 12);
  expect(overheadOf(timing, 2)).toBeCloseTo(0.4, 12);
  expect(overheadOf(timing, 8)).toBeCloseTo(0.4, 12);
});

it('median', () => {
  expect([median([3, 1, 2]), median([4, 1, 2, 3])]).toEqual([2, 2.5]);
});

it('the table leaves overhead out where nobody knows how many jobs are done at a time', () => {
  const cells = (atATime: number | undefined) => passTable([timing], atATime).rows[0].map(({ text }) => text);
  expect(cells(2)).toEqual(['1', '-2.000000', '1.000', '400.0', '600.0', '400.0']);
  expect(cells(undefined)).toHaveLength(5);
});
