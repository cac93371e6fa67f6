import { Allowance, limitsFor } from './limits';

describe('limitsFor', () => {
  it('allows an archive to unpack to a hundred times its size, and a small one to 64 MiB', () => {
    expect(limitsFor(10).totalBytes).toBe(64 * 2 ** 20);
    expect(limitsFor(2 ** 30).totalBytes).toBe(100 * 2 ** 30);
    expect(limitsFor(10, { totalBytes: 5 })).toMatchObject({ totalBytes: 5, entries: 2_000_000, pixels: 64_000_000 });
  });

  it.each([0, -1, NaN])('refuses a limit of %d', (pixels) => {
    expect(() => limitsFor(10, { pixels })).toThrow('limits.pixels must be positive');
  });
});

describe('Allowance', () => {
  const limits = limitsFor(0, { entryBytes: 10, totalBytes: 20, entries: 2 });

  it('is used up by what is counted together', () => {
    const allowance = new Allowance('a.zip', limits);
    allowance.entry();
    allowance.entry();
    allowance.bytes(10);
    allowance.bytes(10);
    allowance.file('x.jpg', 10);
    expect(() => allowance.entry()).toThrow('There are more than 2 entries (a.zip)');
    expect(() => allowance.bytes(1)).toThrow('unpacks to more than 20 bytes');
    expect(() => allowance.file('x.jpg', 11)).toThrow('x.jpg has 11 bytes when unpacked (a.zip)');
  });
});
