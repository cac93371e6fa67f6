import { agree, findings, largest, shown } from './finding';

test('what is reported bears the name of its check, and what is thrown is reported', () => {
  const found = findings('gradient', (report) => {
    report('first');
    throw new TypeError('second');
  });
  expect(found).toEqual([
    { check: 'gradient', message: 'first' },
    { check: 'gradient', message: 'it threw where it should not: TypeError: second' },
  ]);
  expect(findings('gradient', () => undefined)).toEqual([]);
});

test('numbers agree relative to the larger of them, or to a scale', () => {
  expect(agree(1, 1 + 1e-7, 1e-6)).toBe(true);
  expect(agree(1, 1 + 1e-5, 1e-6)).toBe(false);
  expect(agree(0, 1e-9, 1e-6)).toBe(false);
  expect(agree(0, 1e-9, 1e-6, 1)).toBe(true);
  expect(agree(Infinity, Infinity, 1e-6)).toBe(true);
  expect(agree(Infinity, 1000, 1)).toBe(false);
  expect(agree(NaN, NaN, 1)).toBe(false);
});

test('numbers are shown with six digits', () => {
  expect([1 / 3, 1e-20 / 3, 2, NaN, -Infinity].map(shown)).toEqual([
    '0.333333',
    '3.33333e-21',
    '2',
    'NaN',
    '-Infinity',
  ]);
  expect(largest([1, -3, 2])).toBe(3);
  expect(largest([])).toBe(0);
});
