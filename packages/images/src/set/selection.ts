import { valuesPerPicture } from './image-set';
import type { ImageSet } from './image-set';

/**
 * Some pictures of a set, in the order given, with their labels and attributes. An index may come more than once.
 *
 * @throws RangeError when there is no picture of that index
 *
 * @example
 * ```ts
 * import { key } from '@bcl/random';
 * import { drawnDigits, takeImages } from '@bcl/images';
 *
 * const digits = drawnDigits({ count: 10, key: key(1) });
 * const two = takeImages(digits, [9, 0]);
 * two.count; // => 2
 * two.labels?.[0] === digits.labels?.[9]; // => true
 * ```
 */
export function takeImages(set: ImageSet, indices: ArrayLike<number>): ImageSet {
  const { labels, attributes } = set;
  const order = Array.from(indices);
  const absent = order.find((index) => !Number.isInteger(index) || index < 0 || index >= set.count);
  if (absent !== undefined) throw new RangeError(`${set.title}: there is no picture ${absent} among ${set.count}`);
  return {
    ...set,
    count: order.length,
    pixels: takeRecords(set.pixels, valuesPerPicture(set), order, new Uint8Array(order.length * valuesPerPicture(set))),
    ...(labels === undefined ? {} : { labels: takeRecords(labels, 1, order, new Uint8Array(order.length)) }),
    ...(attributes === undefined
      ? {}
      : {
          attributes: {
            names: attributes.names,
            values: takeRecords(
              attributes.values,
              attributes.names.length,
              order,
              new Int8Array(order.length * attributes.names.length),
            ),
          },
        }),
  };
}

function takeRecords<A extends Uint8Array | Int8Array>(all: A, size: number, order: readonly number[], taken: A): A {
  order.forEach((index, i) => taken.set(all.subarray(index * size, (index + 1) * size), i * size));
  return taken;
}
