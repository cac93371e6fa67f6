import { percent, spreadText, threeDigits } from './format';

it.each([
  [0.012345, '0.0123'],
  [4.5678, '4.57'],
  [45.678, '45.7'],
  [99.96, '100'],
  [9.996, '10.0'],
  [123.4, '123'],
  [12345.6, '12,346'],
  [1, '1.00'],
  [0, '0'],
])('%s has the three digits that count: %s', (value, text) => {
  expect(threeDigits(value)).toBe(text);
});

it('spreads and shares are short', () => {
  expect(spreadText({ median: 2, least: 1.5, most: 20 })).toBe('2.00 (1.50 … 20.0)');
  expect(percent(0.456)).toBe('46 %');
});
