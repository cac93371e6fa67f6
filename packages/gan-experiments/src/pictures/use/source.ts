import * as E from 'fp-ts/lib/Either.js';
import { problem, type Problem } from '@bcl/errors';
import { coordinatesOf, tokensOf, type TokenLayout, type TokenMap } from '@bcl/gan';
import { choose, type Key } from '@bcl/random';
import type { IndexSet } from '@bcl/masks';

/** Which part of a picture is given; the rest is asked for. */
export type SourceRule =
  | { readonly kind: 'random'; readonly share: number }
  | { readonly kind: 'left' }
  | { readonly kind: 'upper' }
  | { readonly kind: 'initial'; readonly share: number }
  | { readonly kind: 'file'; readonly path: string };

/** How a picture is cut into tokens, with its size in pixels. */
export interface TokenGrid extends TokenMap {
  /** Pixels from top to bottom. */
  readonly height: number;
  /** Pixels from left to right. */
  readonly width: number;
  readonly channels: number;
}

/**
 * The grid of a network for pictures.
 *
 * @throws RangeError for a network whose tokens are no patches
 */
export function tokenGridOf(layout: TokenLayout): TokenGrid {
  if (layout.kind !== 'grid') throw new RangeError('the tokens of this network are not patches of a picture');
  const { height, width, channels } = layout;
  return { height, width, channels, ...tokensOf(layout) };
}

/**
 * Reads `--source`: `random:0.5`, `left`, `upper`, `initial:0.3`, or the path of a black and white picture that is white where the
 * picture is given.
 *
 * @returns the problem `BadOption` for a share that is no number from 0 up to, but below, 1
 * @example
 * ```ts
 * import { orThrow } from '@bcl/errors';
 * import { parseSource } from '@bcl/gan-experiments';
 *
 * orThrow(parseSource('random:0.5')); // => { kind: 'random', share: 0.5 }
 * ```
 */
export function parseSource(text: string): E.Either<Problem<'BadOption'>, SourceRule> {
  if (text === 'left' || text === 'upper') return E.right({ kind: text });
  const match = /^(random|initial)(?::(.*))?$/.exec(text);
  if (match === null) return E.right({ kind: 'file', path: text });
  const share = /^(\d+\.?\d*|\.\d+)$/.test(match[2] ?? '') ? Number(match[2]) : NaN;
  if (share >= 0 && share < 1) return E.right({ kind: match[1] as 'random' | 'initial', share });
  return E.left(
    problem('BadOption', {
      what: `--source is '${text}'`,
      why: 'a share of the patches is a number from 0 up to, but below, 1, so that something is left to ask for',
      hint: `write ${match[1]}:0.5, say`,
    }),
  );
}

/** The rule in words, for captions. */
export function sourceName(rule: SourceRule): string {
  switch (rule.kind) {
    case 'random':
      return `${Math.round(100 * rule.share)} % random patches`;
    case 'initial':
      return `first ${Math.round(100 * rule.share)} % of the patches`;
    case 'left':
      return 'left half';
    case 'upper':
      return 'upper half';
    case 'file':
      return 'mask from a file';
  }
}

/**
 * The coordinates that are given, always whole tokens: a token on the border of a half belongs to the hidden part, so that `left` of a
 * picture of 28 columns in patches of 4 is 12 columns, not 14. At least one token is left to ask for.
 *
 * @param key decides which tokens are given, where that is random
 * @param given for a rule from a file: D values, 1 where the picture is given and 0 elsewhere
 */
export function sourceOf(rule: SourceRule, grid: TokenGrid, key: Key, given?: Uint8Array): IndexSet {
  return coordinatesOf(Array.from(givenTokens(rule, grid, key, given)), grid);
}

function givenTokens(
  rule: SourceRule,
  grid: TokenGrid,
  key: Key,
  given: Uint8Array | undefined,
): ArrayLike<number> & Iterable<number> {
  const { height, width, channels, tokens } = grid;
  const most = tokens - 1;
  switch (rule.kind) {
    case 'random':
      return choose(key, tokens, Math.min(most, Math.round(rule.share * tokens)));
    case 'initial':
      return Array.from({ length: Math.min(most, Math.round(rule.share * tokens)) }, (_, t) => t);
    case 'left':
      return wholeTokens(grid, (coordinate) => Math.floor(coordinate / channels) % width < width / 2);
    case 'upper':
      return wholeTokens(grid, (coordinate) => Math.floor(coordinate / channels / width) < height / 2);
    case 'file':
      if (given?.length !== grid.dimension) throw new RangeError(`the mask must have ${grid.dimension} values`);
      return wholeTokens(grid, (coordinate) => given[coordinate] === 1);
  }
}

/** The tokens all of whose values are given. */
function wholeTokens({ tokens, values, order }: TokenGrid, given: (coordinate: number) => boolean): number[] {
  return Array.from({ length: tokens }, (_, t) => t).filter((t) => {
    for (let i = 0; i < values; i++) if (!given(order[t * values + i])) return false;
    return true;
  });
}
