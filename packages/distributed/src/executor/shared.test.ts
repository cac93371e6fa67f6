import { packShared, unpackShared } from './shared';

describe('what jobs share', () => {
  const value = { mixture: { weights: Float64Array.of(0.25, 0.75) }, pass: 3 };

  it('comes back to the bit', () => {
    expect(unpackShared(packShared(value))).toEqual(value);
  });

  it('has a hash of its content', () => {
    expect(packShared(structuredClone(value)).hash).toBe(packShared(value).hash);
    expect(packShared({ ...value, pass: 4 }).hash).not.toBe(packShared(value).hash);
  });

  it('is refused where it was changed on its way', () => {
    const packed = packShared(value);
    expect(() => unpackShared({ ...packed, text: packed.text.replace('3', '4') })).toThrow('was changed on its way');
  });
});
