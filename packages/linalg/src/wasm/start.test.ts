import { binary } from './binary';
import { startWebAssembly } from './start';

describe('startWebAssembly', () => {
  it('lays pieces side by side at multiples of sixteen bytes, and grows for large ones', () => {
    const [a, b, c] = startWebAssembly(binary)?.allocate([3, 1, 200_000]) ?? [];
    expect([a, b, c].map(({ values }) => values.length)).toEqual([3, 1, 200_000]);
    expect([a, b, c].map(({ at }) => at)).toEqual([0, 32, 48]);
    c.values[199_999] = 7;
    expect(a.values.length).toBe(3);
  });

  it('says that it cannot where there is no WebAssembly, or where compiling is forbidden', () => {
    const { WebAssembly: real } = globalThis as unknown as { WebAssembly: object };
    const forbidden = class {
      constructor() {
        throw new Error('blocked by the content policy');
      }
    };
    try {
      Object.assign(globalThis, { WebAssembly: undefined });
      expect(startWebAssembly(binary)).toBeUndefined();
      Object.assign(globalThis, { WebAssembly: { ...real, Module: forbidden } });
      expect(startWebAssembly(binary)).toBeUndefined();
    } finally {
      Object.assign(globalThis, { WebAssembly: real });
    }
  });
});
