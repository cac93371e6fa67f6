import { block, conditional, joint, tokenGrid } from '@bcl/masks';
import { fold, key } from '@bcl/random';
import { tokensOf } from './layout';
import { tokenRoles } from './roles';
import { coordinatesOf, tokenTasks } from './token-tasks';

const layout = { kind: 'grid', height: 6, width: 4, channels: 3, patch: 2 } as const;
const map = tokensOf(layout);

describe('tokenTasks', () => {
  it.each([
    ['conditional', conditional(0.5, 0.5)],
    ['joint', joint()],
    ['block of a grid', block(tokenGrid(layout), { height: 2, width: 1 })],
  ])('lifts the tasks of %s to whole tokens', (_name, sampler) => {
    const lifted = tokenTasks(sampler, layout);
    for (let draw = 0; draw < 20; draw++) {
      const drawn = sampler(fold(key(1), draw), map.tokens);
      const roles = tokenRoles(lifted(fold(key(1), draw), map.dimension), map);
      expect([...roles]).toEqual(
        Array.from({ length: map.tokens }, (_, t) => (drawn.source.includes(t) ? 0 : drawn.target.includes(t) ? 1 : 2)),
      );
    }
  });

  it('is for its own dimension', () => {
    expect(() => tokenTasks(joint(), layout)(key(1), 24)).toThrow(
      'the layout has 72 coordinates, but the dimension is 24',
    );
  });
});

describe('coordinatesOf', () => {
  it('gives sorted coordinates', () => {
    const both = coordinatesOf([0, 1], map);
    expect(both).toEqual([...both].sort((a, b) => a - b));
    expect(both).toHaveLength(24);
  });
});
