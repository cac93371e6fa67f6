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
