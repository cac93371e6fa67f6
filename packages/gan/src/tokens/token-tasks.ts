import type { IndexSet, TaskSampler } from '@bcl/masks';
import { tokensOf } from './layout';
import type { TokenLayout, TokenMap } from './layout';

/**
 * A sampler over tokens as a sampler over the coordinates they cover: no task that it draws splits a token.
 *
 * Any sampler of `@bcl/masks` will do. One that knows a grid is made for `tokenGrid(grid)`, in which a patch is one coordinate.
 *
 * @param sampler - draws over T coordinates, one a token
 * @returns a sampler over the D coordinates of the layout; asked for another dimension it throws a RangeError
 * @throws RangeError for an impossible layout
 * @example
 * ```ts
 * import { initialPortion } from '@bcl/masks';
 * import { key } from '@bcl/random';
 * import { tokenTasks } from '@bcl/gan';
 *
 * const tasks = tokenTasks(initialPortion(0.5), { kind: 'grid', height: 4, width: 2, channels: 1, patch: 2 });
 * tasks(key(1), 8); // => { source: [0, 1, 2, 3], target: [4, 5, 6, 7] }
 * ```
 */
export function tokenTasks(sampler: TaskSampler, layout: TokenLayout): TaskSampler {
  const map = tokensOf(layout);
  const lifted: TaskSampler = (key, dimension) => {
    if (dimension !== map.dimension) {
      throw new RangeError(`the layout has ${map.dimension} coordinates, but the dimension is ${dimension}`);
    }
    const { source, target } = sampler(key, map.tokens);
    return { source: coordinatesOf(source, map), target: coordinatesOf(target, map) };
  };
  lifts.set(lifted, { sampler, map });
  return lifted;
}

/** Which sampler over tokens a lifted one stands for: who wants tokens need not go by way of thousands of coordinates. */
const lifts = new WeakMap<TaskSampler, { readonly sampler: TaskSampler; readonly map: TokenMap }>();

/** The sampler over tokens that `tokenTasks` made this sampler of, where it was made for these tokens. */
export function tokenSampler(tasks: TaskSampler, map: TokenMap): TaskSampler | undefined {
  const lift = lifts.get(tasks);
  const same =
    lift?.map.tokens === map.tokens &&
    lift.map.values === map.values &&
    lift.map.order.every((coordinate, place) => coordinate === map.order[place]);
  return same ? lift.sampler : undefined;
}

/**
 * The coordinates that tokens cover.
 *
 * @param tokens - some of 0 … T−1
 * @example
 * ```ts
 * import { coordinatesOf, tokensOf } from '@bcl/gan';
 *
 * coordinatesOf([1], tokensOf({ kind: 'grid', height: 2, width: 4, channels: 1, patch: 2 })); // => [2, 3, 6, 7]
 * ```
 */
export function coordinatesOf(tokens: IndexSet, { values, order }: TokenMap): IndexSet {
  if (values === 1) return tokens;
  const coordinates = new Int32Array(tokens.length * values);
  tokens.forEach((token, place) =>
    coordinates.set(order.subarray(token * values, (token + 1) * values), place * values),
  );
  return Array.from(coordinates.sort());
}
