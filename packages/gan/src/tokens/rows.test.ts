import { tokensOf } from './layout';
import { putBack, roleFeatures, tokenValues } from './rows';

const map = tokensOf({ kind: 'grid', height: 2, width: 4, channels: 1, patch: 2 });
const rows = Float32Array.from({ length: 16 }, (_, at) => at + 1);
const roles = Uint8Array.of(0, 1, 2, 1);

describe('rows as tokens', () => {
  it('hold what is kept, with room for more', () => {
    const source = new Float32Array(4 * 5);
    tokenValues(rows, roles, 'source', map, source, 5);
    expect([...source.subarray(0, 5)]).toEqual([1, 2, 5, 6, 0]);
    expect(source.subarray(5).every((value) => value === 0)).toBe(true);
    const present = new Float32Array(4 * 4);
    tokenValues(rows, roles, 'present', map, present, 4);
    expect([...present]).toEqual([1, 2, 5, 6, 3, 4, 7, 8, 0, 0, 0, 0, 11, 12, 15, 16]);
  });

  it('say their roles', () => {
    const into = new Float32Array(4 * 4);
    roleFeatures(roles, into, 4, 1);
    expect([...into]).toEqual([0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 1, 0]);
  });

  it('go back where they came from', () => {
    const back = new Float32Array(16);
    const values = Float32Array.of(1, 2, 5, 6, 3, 4, 7, 8, -1, -1, -1, -1, 11, 12, 15, 16);
    putBack(values, roles, 1, map, back);
    expect([...back]).toEqual([0, 0, 3, 4, 0, 0, 7, 8, 0, 0, 11, 12, 0, 0, 15, 16]);
  });
});
