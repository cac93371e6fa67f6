import { fold } from '@bcl/random';
import type { ImageSet } from '../set/image-set';
import { checkDrawing } from './check-drawing';
import type { DrawingOptions } from './check-drawing';
import { drawFace } from './face';
import { faceAttributeNames, faceTraits } from './face-traits';

/**
 * Faces, drawn: head, hair, eyes, nose, mouth and shoulders in colours that differ from face to face, with attributes
 * that can be seen ({@link faceAttributeNames}). A stand-in where photographs are not at hand; it is easier than they are.
 *
 * Picture i depends on the key, i and the size alone, so a smaller set is the beginning of a larger one, with the same
 * bits on every machine.
 *
 * @returns colour pictures, `size` x `size` (default 32), with attributes
 * @throws RangeError unless count is a whole number and size one from 8 to 512
 *
 * @example
 * ```ts
 * import { key } from '@bcl/random';
 * import { drawnFaces } from '@bcl/images';
 *
 * const faces = drawnFaces({ count: 10, key: key(1) });
 * faces.pixels.length; // => 30720
 * faces.attributes?.names[0]; // => 'Smiling'
 * ```
 */
export function drawnFaces(options: DrawingOptions): ImageSet {
  const { count, key, size } = checkDrawing(options, 32);
  const bytes = size * size * 3;
  const pixels = new Uint8Array(count * bytes);
  const values = new Int8Array(count * faceAttributeNames.length);
  const pictures = fold(key, 'face');
  for (let i = 0; i < count; i++) {
    const traits = faceTraits(fold(pictures, i));
    pixels.set(drawFace(traits, size), i * bytes);
    faceAttributeNames.forEach((name, j) => {
      values[i * faceAttributeNames.length + j] = traits.has[name] ? 1 : -1;
    });
  }
  const attributes = { names: faceAttributeNames, values };
  return { title: 'drawn faces', count, height: size, width: size, channels: 3, pixels, attributes, files: [] };
}
