import path from 'node:path';
import type { ImageSet } from '@bcl/images';
import type { RunFolder } from '@bcl/lab';
import { fold, type Key } from '@bcl/random';
import { rowsAt, span } from '../data/rows';
import { MEASURED_SOURCES } from '../measures/completions';
import { givenOf } from '../measures/hidden';
import type { OpenPictureModel } from './load';
import { writeRaw } from './raw';
import { sourceOf } from './source';

/** What is written for other programs at the end of a run. */
export interface RawMeasuredRequest {
  readonly folder: RunFolder;
  readonly directory: string;
  readonly test: ImageSet;
  readonly model: OpenPictureModel;
  readonly key: Key;
  /** Most pictures in each folder. */
  readonly count: number;
}

/** Most pictures of a folder: a thousand tell what there is to tell. */
const MOST = 1000;

/** Writes generated pictures to `generated`, and completions of held-out pictures to a folder for each part that is measured. */
export async function writeRawMeasured(request: RawMeasuredRequest): Promise<void> {
  const { folder, directory, test, model, key } = request;
  const count = Math.min(request.count, test.count, MOST);
  const generated = model.generate(count, fold(key, 'raw'));
  await writeRaw(folder, path.join(directory, 'generated'), test, { images: generated });
  const originals = rowsAt(test, span(0, count));
  const labels = test.labels === undefined ? {} : { labels: test.labels.slice(0, count) };
  for (const rule of MEASURED_SOURCES) {
    const sources = Array.from({ length: count }, (_, n) =>
      sourceOf(rule, model.grid, fold(fold(key, 'raw sources'), n)),
    );
    const images = model.complete(originals, sources, { samples: 1, key: fold(key, `raw ${rule.kind}`) });
    const given = givenOf(sources, originals.length / count);
    await writeRaw(folder, path.join(directory, rule.kind), test, { images, given, originals, ...labels });
  }
}
