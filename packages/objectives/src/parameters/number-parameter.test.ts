import { integerParameter, numberParameter, optionalNumberParameter } from './number-parameter';

const description = 'a size';

describe('numberParameter', () => {
  const size = numberParameter({ default: 2, min: 1, max: 4, description });

  it('reads finite numbers in its range', () => {
    expect([1, 2.5, 4].map((given) => size.read(given))).toEqual([1, 2.5, 4]);
    for (const given of [0.99, 4.01, NaN, Infinity, '2', null, [2], undefined])
      expect(size.read(given)).toBeUndefined();
    expect(numberParameter({ default: 0, description }).read(-Infinity)).toBeUndefined();
  });

  it('says its range', () => {
    expect(size.accepts).toBe('a number from 1 to 4');
    expect(numberParameter({ default: 2, max: 4, description }).accepts).toBe('a number of at most 4');
    expect(numberParameter({ default: 2, description }).accepts).toBe('a number');
  });
});

describe('integerParameter', () => {
  it('reads whole numbers in its range', () => {
    const count = integerParameter({ default: 2, min: 1, description });
    expect(count.read(3)).toBe(3);
    for (const given of [0, 1.5, 2 ** 53, '3']) expect(count.read(given)).toBeUndefined();
    expect(count.accepts).toBe('a whole number of at least 1');
    expect(count.write(3)).toBe(3);
  });
});

describe('optionalNumberParameter', () => {
  it('reads a number or null, and has null by default', () => {
    const limit = optionalNumberParameter({ min: 0, description });
    expect(limit.default).toBeNull();
    expect(limit.read(null)).toBeNull();
    expect(limit.read(0)).toBe(0);
    expect(limit.read(-1)).toBeUndefined();
    expect(limit.write(null)).toBeNull();
    expect(limit.accepts).toBe('a number of at least 0, or null');
  });
});
