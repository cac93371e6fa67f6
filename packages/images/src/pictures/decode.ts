import sharp from 'sharp';
import type { PictureSize } from '../set/image-set';

/** How a picture is brought to its size. */
export interface Decoding extends PictureSize {
  /**
   * What is kept: a square in the middle whose side is this share of the picture's shorter side, 0 < crop <= 1, or
   * `'shape'`: the largest middle part with the proportions of the result.
   */
  readonly crop: number | 'shape';
  /** Pictures of more pixels are refused before they are decoded. */
  readonly maxPixels: number;
}

/** The part of a picture that is kept, in pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/**
 * The middle part of a picture. Odd margins give the larger half to the left and the top: 178 x 218 cropped to 148 begins
 * at (15, 35).
 */
export function middleBox(width: number, height: number, { crop, ...size }: Omit<Decoding, 'maxPixels'>): Box {
  let [w, h] = [width, height];
  if (crop === 'shape') {
    if (width * size.height > height * size.width) w = Math.max(1, Math.round((height * size.width) / size.height));
    else h = Math.max(1, Math.round((width * size.height) / size.width));
  } else {
    w = h = Math.max(1, Math.round(crop * Math.min(width, height)));
  }
  return { left: Math.round((width - w) / 2), top: Math.round((height - h) / 2), width: w, height: h };
}

const beginsAs = (file: Uint8Array, bytes: readonly number[]): boolean => bytes.every((byte, i) => file[i] === byte);

const inputOptions = (maxPixels: number) => ({ limitInputPixels: maxPixels, failOn: 'warning' }) as const;

/**
 * Width and height of a JPEG or PNG file, turned as its EXIF data says.
 *
 * @throws Error when it is neither, is damaged or has too many pixels
 */
export async function pictureShape(
  file: Uint8Array,
  maxPixels: number,
): Promise<{ readonly width: number; readonly height: number }> {
  // Files of other formats do not reach their decoders, which are many and can load more files.
  if (!beginsAs(file, [0xff, 0xd8, 0xff]) && !beginsAs(file, [0x89, 0x50, 0x4e, 0x47]))
    throw new Error('it does not begin as a JPEG or PNG file does');
  const { format, autoOrient } = await sharp(file, inputOptions(maxPixels)).metadata();
  if (format !== 'jpeg' && format !== 'png') throw new Error(`it is a ${String(format)} file, not JPEG or PNG`);
  return autoOrient;
}

/**
 * Decodes a JPEG or PNG file: turned as its EXIF data says, cropped, scaled (Lanczos), in sRGB or grey, on black where it
 * is transparent.
 *
 * @returns height x width x channels bytes
 * @throws Error of sharp when the file is damaged or has too many pixels
 */
export async function decodePicture(file: Uint8Array, decoding: Decoding): Promise<Uint8Array> {
  const { width, height, channels, maxPixels } = decoding;
  const shape = await pictureShape(file, maxPixels);
  const { data, info } = await sharp(file, inputOptions(maxPixels))
    .autoOrient()
    .extract(middleBox(shape.width, shape.height, decoding))
    .flatten({ background: '#000000' })
    .toColourspace(channels === 1 ? 'b-w' : 'srgb')
    .resize(width, height, { fit: 'fill', kernel: 'lanczos3' })
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  if (info.channels !== channels) throw new Error(`it has ${info.channels} channels after decoding`);
  return data;
}
