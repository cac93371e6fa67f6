import { startKernel } from './instance';

describe('startKernel', () => {
  it('lays pieces side by side, zeroed, at multiples of sixteen bytes, and grows for large ones', () => {
    const instance = startKernel();
    const [a, b, c] = instance?.allocate([3, 1, 200_000]) ?? [];
    expect([a, b, c].map(({ values }) => values.length)).toEqual([3, 1, 200_000]);
    for (const { at, values } of [a, b, c]) {
      expect(at % 16).toBe(0);
      expect(values.every((value) => value === 0)).toBe(true);
    }
    expect(b.at).toBeGreaterThanOrEqual(a.at + 24);
    expect(c.at).toBeGreaterThanOrEqual(b.at + 8);
    a.values[0] = 7;
    expect(instance?.allocate([3])[0].values[0]).toBe(0);
  });

  it('says how much memory it would need where it cannot have it', () => {
    expect(() => startKernel()?.allocate([2 ** 30])).toThrow('the kernels need 8591 MB');
  });

  it('exponentiates as Math.exp does, to two units in the last place, and gives zero below -708', () => {
    const instance = startKernel();
    if (instance === undefined) throw new Error('no WebAssembly here');
    const arguments_ = Array.from({ length: 4000 }, (_, i) => -(i ** 2) / 23_000);
    for (const x of [...arguments_, -1e-300, -708.1, -1e300, -Infinity]) {
      // Two components, one of them the top of both rows: the other's share before division is exp(x).
      const [joint, scratch] = instance.allocate([16, 16]);
      joint.values.set([0, 0, 0, 0, 0, 0, 0, 0, x, x, x, x, x, x, x, x]);
      instance.run.normalise(joint.at, 2, 64, 64, scratch.at, scratch.at + 64, instance.roots);
      const exponential = scratch.values[8] - 1;
      const share = joint.values[8] * scratch.values[8];
      const expected = x < -708 ? 0 : Math.exp(x);
      expect(Math.abs(share - expected)).toBeLessThanOrEqual(6e-16 * expected);
      expect(Math.abs(exponential - expected)).toBeLessThan(3e-16);
    }
  });

  it('says that it cannot where there is no WebAssembly, or where compiling is forbidden', () => {
    const { WebAssembly: real } = globalThis as unknown as { WebAssembly: object };
    try {
      Object.assign(globalThis, { WebAssembly: undefined });
      expect(startKernel()).toBeUndefined();
      const forbidden = class {
        constructor() {
          throw new Error('blocked by the content policy');
        }
      };
      Object.assign(globalThis, { WebAssembly: { ...real, Module: forbidden } });
      expect(startKernel()).toBeUndefined();
    } finally {
      Object.assign(globalThis, { WebAssembly: real });
    }
  });
});
