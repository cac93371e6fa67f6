import { betaRatio, conditional, fixed, joint, mixture, task } from '@bcl/masks';
import { fold, key } from '@bcl/random';
import { tokensOf } from '../tokens/layout';
import { tokenRoles } from '../tokens/roles';
import { tokenTasks } from '../tokens/token-tasks';
import { drawOtherRoles, drawRoles } from './draw';

const layout = { kind: 'grid', height: 6, width: 6, channels: 1, patch: 2 } as const;
const map = tokensOf(layout);
const tasks = tokenTasks(conditional(betaRatio(0.5, 1), betaRatio(3, 0.5)), layout);

describe('drawRoles', () => {
  it('gives every row a task of its own, as its sampler does over coordinates', () => {
    const roles = drawRoles(key(1), 20, tasks, map);
    const seen = new Set<string>();
    for (let row = 0; row < 20; row++) {
      const own = roles.subarray(row * 9, row * 9 + 9);
      expect([...own]).toEqual([...tokenRoles(tasks(fold(key(1), row), 36), map)]);
      seen.add(own.join());
    }
    expect(seen.size).toBeGreaterThan(10);
  });

  it('draws again for rows that are given nothing, where it may', () => {
    const often = mixture([
      [2, joint()],
      [1, conditional(0.5)],
    ]);
    const given = (attempts?: number): boolean[] => {
      const roles = drawRoles(key(1), 60, tokenTasks(often, layout), map, attempts);
      return Array.from({ length: 60 }, (_, row) => roles.subarray(row * 9, row * 9 + 9).includes(0));
    };
    const [once, eight, many] = [given(), given(8), given(200)];
    const count = (all: readonly boolean[]): number => all.filter(Boolean).length;
    expect(count(once)).toBeLessThan(40);
    expect(count(eight)).toBeGreaterThan(50);
    expect(count(many)).toBe(60);
    // Who is given something at once keeps it.
    const [plain, again] = [1, 8].map((attempts) => drawRoles(key(1), 60, tokenTasks(often, layout), map, attempts));
    once.forEach((something, row) => {
      if (something) expect(again.subarray(row * 9, row * 9 + 9)).toEqual(plain.subarray(row * 9, row * 9 + 9));
    });
  });

  it('asks a sampler that was lifted to other tokens for coordinates', () => {
    // In this grid the coordinates lie as in a layout without patches, but two of them are a token's.
    const narrow = tokenTasks(fixed(task([], [1])), { kind: 'grid', height: 4, width: 2, channels: 1, patch: 2 });
    expect([...drawRoles(key(1), 1, narrow, tokensOf({ kind: 'coordinates', dimension: 8 }))]).toEqual([
      2, 2, 2, 2, 1, 1, 1, 1,
    ]);
    const plane = tokenTasks(fixed(task([], [1])), { kind: 'coordinates', dimension: 2 });
    expect(() => drawRoles(key(1), 1, plane, tokensOf({ kind: 'coordinates', dimension: 3 }))).toThrow(
      'the layout has 2 coordinates, but the dimension is 3',
    );
  });

  it('takes any sampler over coordinates that splits no token', () => {
    const plane = tokensOf({ kind: 'coordinates', dimension: 3 });
    expect([...drawRoles(key(1), 2, fixed(task([2], [0])), plane)]).toEqual([1, 2, 0, 1, 2, 0]);
    expect(() => drawRoles(key(1), 2, fixed(task([], [0])), map)).toThrow('splits token 0');
  });
});

describe('drawOtherRoles', () => {
  it('parts the same tokens anew', () => {
    const roles = drawRoles(key(1), 50, tasks, map);
    const others = drawOtherRoles(key(2), roles, 9, betaRatio(1, 1));
    let changed = 0;
    for (let row = 0; row < 50; row++) {
      const [own, other] = [roles, others].map((all) => [...all.subarray(row * 9, row * 9 + 9)]);
      expect(other.map((role) => role === 2)).toEqual(own.map((role) => role === 2));
      expect(other).toContain(1);
      if (own.join() !== other.join()) changed++;
    }
    expect(changed).toBeGreaterThan(25);
  });
});
