import { idxOf } from '../idx/idx';
import { stop } from '../problem';
import type { ImageFile, ImageSet } from '../set/image-set';

/** One file's bytes, as they are or compressed with gzip. */
export interface NamedBytes {
  readonly path: string;
  readonly content: Uint8Array;
}

/** Grey pictures with labels from two IDX files: count x height x width bytes, and count bytes. */
export function labelledImages(
  title: string,
  images: NamedBytes,
  labels: NamedBytes,
  files: readonly ImageFile[],
): ImageSet {
  const pictures = idxOf(images.content, images.path);
  const classes = idxOf(labels.content, labels.path);
  if (pictures.dimensions.length !== 3 || pictures.data.length === 0) {
    stop('UnsupportedFile', {
      what: `The array of ${pictures.dimensions.join(' x ')} holds no grey pictures`,
      where: images.path,
      why: 'they are count x height x width',
      hint: 'name the file of images, and the file of labels as labels',
    });
  }
  const [count, height, width] = pictures.dimensions;
  if (classes.dimensions.length !== 1 || classes.dimensions[0] !== count) {
    stop('UnsupportedFile', {
      what: `The array of ${classes.dimensions.join(' x ')} does not label ${count} pictures`,
      where: labels.path,
      why: `${images.path} needs one label a picture`,
      hint: 'name the labels that belong to these images',
    });
  }
  const largest = classes.data.reduce((most, label) => Math.max(most, label), 0);
  const labelNames = Array.from({ length: largest + 1 }, (_, label) => String(label));
  const { data: pixels } = pictures;
  return { title, count, height, width, channels: 1, pixels, labels: classes.data, labelNames, files };
}
