import sharp from 'sharp';
import type { Picture } from './image-grid';

/**
 * A picture as a PNG file, lossless.
 *
 * @throws RangeError when the pixels are not height x width x channels
 *
 * @example
 * ```ts
 * import { encodePng } from '@bcl/images';
 *
 * const png = await encodePng({ height: 1, width: 1, channels: 1, pixels: Uint8Array.of(7) });
 * png.subarray(1, 4); // => [80, 78, 71]
 * ```
 */
export async function encodePng({ height, width, channels, pixels }: Picture): Promise<Uint8Array> {
  if (pixels.length !== height * width * channels) {
    throw new RangeError(`${pixels.length} bytes are not ${height} x ${width} x ${channels}`);
  }
  const image = sharp(pixels, { raw: { width, height, channels } });
  return (channels === 1 ? image.toColourspace('b-w') : image).png({ compressionLevel: 9 }).toBuffer();
}

/**
 * A picture as a `data:` address of a PNG file, for a report in one file.
 *
 * @example
 * ```ts
 * import { pngDataUrl } from '@bcl/images';
 *
 * const url = await pngDataUrl({ height: 1, width: 1, channels: 1, pixels: Uint8Array.of(7) });
 * url.startsWith('data:image/png;base64,'); // => true
 * ```
 */
export async function pngDataUrl(picture: Picture): Promise<string> {
  return `data:image/png;base64,${Buffer.from(await encodePng(picture)).toString('base64')}`;
}
