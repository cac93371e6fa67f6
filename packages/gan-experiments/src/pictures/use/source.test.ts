import * as E from 'fp-ts/lib/Either.js';
import { orThrow } from '@bcl/errors';
import { key } from '@bcl/random';
import { parseSource, sourceName, sourceOf, tokenGridOf, type TokenGrid } from './source';

const gridOf = (height: number, width: number, channels: number, patch: number): TokenGrid =>
  tokenGridOf({ kind: 'grid', height, width, channels, patch });

const grid = gridOf(8, 8, 1, 2);
const given = (text: string, of = grid, mask?: Uint8Array) => sourceOf(orThrow(parseSource(text)), of, key(3), mask);

describe('parseSource', () => {
  it.each(['random', 'random:', 'random:1', 'random:-0.1', 'random:half', 'initial:1.5', 'initial:1e-1'])(
    'refuses %s in one line',
    (text) => {
      const parsed = parseSource(text);
      expect(E.isLeft(parsed) && parsed.left).toMatchObject({ _tag: 'BadOption' });
      expect(E.isLeft(parsed) && parsed.left.message).toContain(`--source is '${text}'`);
    },
  );

  it('takes anything else for a file', () => {
    expect(parseSource('masks/eyes.png')).toEqual(E.right({ kind: 'file', path: 'masks/eyes.png' }));
  });

  it('has words for captions', () => {
    expect(
      ['random:0.5', 'initial:0.3', 'left', 'upper', 'a.png'].map((text) => sourceName(orThrow(parseSource(text)))),
    ).toEqual(['50 % random patches', 'first 30 % of the patches', 'left half', 'upper half', 'mask from a file']);
  });
});

describe('sourceOf', () => {
  it('gives the left and the upper half', () => {
    expect(given('left').every((d) => d % 8 < 4)).toBe(true);
    expect(given('upper').every((d) => d < 32)).toBe(true);
    expect([given('left').length, given('upper').length]).toEqual([32, 32]);
  });

  it('gives only whole patches: 12 of 28 columns in patches of 4', () => {
    const digits = gridOf(28, 28, 1, 4);
    const columns = new Set(given('left', digits).map((d) => d % 28));
    expect([...columns].sort((a, b) => a - b)).toEqual([...new Array(12).keys()]);
    expect(given('left', digits)).toHaveLength(12 * 28);
  });

  it('gives a share of the patches, all values of a pixel together', () => {
    const faces = gridOf(8, 8, 3, 4);
    expect(given('random:0.5', faces)).toHaveLength(2 * 48);
    const pixels = new Set(given('random:0.5', faces).map((d) => Math.floor(d / 3)));
    expect(pixels.size).toBe(32);
  });

  it('gives patches from the top left on', () => {
    expect(given('initial:0.125')).toEqual([0, 1, 2, 3, 8, 9, 10, 11]);
    expect(given('initial:0')).toEqual([]);
  });

  it('leaves at least one patch to ask for', () => {
    expect(given('random:0.999')).toHaveLength(60);
    expect(given('initial:0.999')).toHaveLength(60);
  });

  it('draws other patches for another key, the same for the same', () => {
    const rule = orThrow(parseSource('random:0.5'));
    expect(sourceOf(rule, grid, key(1))).toEqual(sourceOf(rule, grid, key(1)));
    expect(sourceOf(rule, grid, key(1))).not.toEqual(sourceOf(rule, grid, key(2)));
  });

  it('takes a patch of a mask as given where all of it is', () => {
    const mask = new Uint8Array(64);
    for (const p of [0, 1, 8, 9, 2, 3, 10]) mask[p] = 1; // one whole patch, and three quarters of the next
    expect(given('mask.png', grid, mask)).toEqual([0, 1, 8, 9]);
    expect(() => given('mask.png', grid, new Uint8Array(63))).toThrow(RangeError);
  });
});

it('a network of coordinates has no pictures', () => {
  expect(() => tokenGridOf({ kind: 'coordinates', dimension: 4 })).toThrow(RangeError);
});
