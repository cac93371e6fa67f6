/** A file that pictures came from. */
export interface ImageFile {
  readonly path: string;
  /** SHA-256 of the whole file, 64 lower-case hexadecimal digits, where it was computed. */
  readonly sha256?: string;
}

/** What is known of each picture by name: has it, or has it not. */
export interface ImageAttributes {
  readonly names: readonly string[];
  /** count x names, row-major; 1 where the picture has the attribute and -1 where it has not. */
  readonly values: Int8Array;
}

/** Pictures of one size, with what is known of them. */
export interface ImageSet {
  /** What the set is, for people and reports. */
  readonly title: string;
  readonly count: number;
  /** In pixels. */
  readonly height: number;
  /** In pixels. */
  readonly width: number;
  /** 1: grey, 0 is black. 3: red, green and blue of sRGB. */
  readonly channels: 1 | 3;
  /** count x height x width x channels, row-major; 0 … 255. */
  readonly pixels: Uint8Array;
  /** The class of each picture, an index into `labelNames`. */
  readonly labels?: Uint8Array;
  readonly labelNames?: readonly string[];
  readonly attributes?: ImageAttributes;
  /** Where the pictures came from; empty for drawn ones. */
  readonly files: readonly ImageFile[];
}

/** The size of a picture, in pixels and channels. */
export interface PictureSize {
  readonly height: number;
  readonly width: number;
  readonly channels: 1 | 3;
}

/** Values of one picture: height x width x channels, the D of a row. */
export function valuesPerPicture({ height, width, channels }: PictureSize): number {
  return height * width * channels;
}

/**
 * A set of pictures, checked: shapes agree, labels index their names, attributes are 1 or -1.
 *
 * @throws RangeError when they do not
 *
 * @example
 * ```ts
 * import { imageSet } from '@bcl/images';
 *
 * const dots = imageSet({ title: 'dots', count: 2, height: 1, width: 1, channels: 1, pixels: Uint8Array.of(0, 255), files: [] });
 * dots.count; // => 2
 * ```
 */
export function imageSet<S extends ImageSet>(parts: S): S {
  const { title, count, height, width, channels, pixels, labels, labelNames, attributes } = parts;
  for (const [name, value] of Object.entries({ height, width })) {
    if (!Number.isInteger(value) || value < 1) {
      throw new RangeError(`${title}: ${name} must be a positive whole number, not ${value}`);
    }
  }
  if (channels !== 1 && channels !== 3)
    throw new RangeError(`${title}: channels must be 1 or 3, not ${String(channels)}`);
  if (!Number.isInteger(count) || count < 0 || pixels.length !== count * valuesPerPicture(parts)) {
    throw new RangeError(
      `${title}: ${pixels.length} bytes are not ${count} pictures of ${height} x ${width} x ${channels}`,
    );
  }
  if (labels !== undefined) {
    if (labels.length !== count) throw new RangeError(`${title}: ${labels.length} labels for ${count} pictures`);
    const outside = labelNames === undefined ? -1 : labels.findIndex((label) => label >= labelNames.length);
    if (outside >= 0) {
      throw new RangeError(
        `${title}: label ${labels[outside]} of picture ${outside} is not one of ${labelNames?.length}`,
      );
    }
  }
  if (attributes !== undefined) {
    const { names, values } = attributes;
    if (values.length !== count * names.length) {
      throw new RangeError(
        `${title}: ${values.length} attribute values are not ${count} pictures x ${names.length} names`,
      );
    }
    const wrong = values.findIndex((value) => value !== 1 && value !== -1);
    if (wrong >= 0) throw new RangeError(`${title}: attribute value ${values[wrong]} at ${wrong} is neither 1 nor -1`);
  }
  return parts;
}
