/** Grey pictures of one size, one a row, with classes that only scores ever see. */
export interface Pictures {
  /** What they are, for reports. */
  readonly title: string;
  readonly count: number;
  /** Pixels a side. */
  readonly side: number;
  /** count x side², from 0 (black) to 1. */
  readonly pixels: Float64Array;
  /** count class indices, from 0. */
  readonly classes: Int32Array;
  readonly classNames: readonly string[];
}

/** The first pictures of a set: a random part, where the set is in random order. */
export function firstPictures(pictures: Pictures, count: number): Pictures {
  const { side, pixels, classes } = pictures;
  return {
    ...pictures,
    count,
    pixels: pixels.subarray(0, count * side * side),
    classes: classes.subarray(0, count),
  };
}
