import { task } from '@bcl/masks';
import { tokensOf } from './layout';
import { ABSENT, SOURCE, TARGET, tokenRoles } from './roles';

const image = tokensOf({ kind: 'grid', height: 4, width: 4, channels: 1, patch: 2 });
const [first, second] = [
  [0, 1, 4, 5],
  [2, 3, 6, 7],
];

describe('tokenRoles', () => {
  it('tells source, target and what is left out', () => {
    expect([...tokenRoles(task(first, second), image)]).toEqual([SOURCE, TARGET, ABSENT, ABSENT]);
    expect([...tokenRoles(task([], [2]), tokensOf({ kind: 'coordinates', dimension: 3 }))]).toEqual([2, 2, 1]);
  });

  it('names the token that a task splits', () => {
    expect(() => tokenRoles(task([], [...first, 2]), image)).toThrow(
      'splits token 1: 1 of its 4 coordinates are target',
    );
    expect(() => tokenRoles(task(first.slice(1), second), image)).toThrow('splits token 0');
    expect(() => tokenRoles(task(first.slice(0, 2), first.slice(2)), image)).toThrow('splits token 0');
  });

  it('refuses a task of other coordinates or without a target', () => {
    expect(() => tokenRoles(task([], [16]), image)).toThrow('index 16 of a task is out of range for dimension 16');
    expect(() => tokenRoles({ source: first, target: [] }, image)).toThrow('target of a task is empty');
    // Twice one coordinate and another one not at all is as many.
    const twice = [first[0], ...first.slice(0, -1)];
    expect(() => tokenRoles({ source: twice, target: second }, image)).toThrow(
      `index ${first[0]} of a task is there twice`,
    );
    expect(() => tokenRoles({ source: first, target: first }, image)).toThrow('splits token 0');
  });
});
