import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { problem, ProblemError, runOrThrow } from '@bcl/errors';
import { writeReport, type OptionSpecs } from '@bcl/lab';
import { fold } from '@bcl/random';
import { pictureSheet } from '../report/sheets';
import { keyOfRun, openNamedBackend } from '../run-pictures';
import { openPictureModel, readModel } from '../use/load';
import { requireRawFolder, writeRaw } from '../use/raw';
import { tokenGridOf } from '../use/source';
import { modelOptions, modelPath, type CommandContext, type PictureApp } from './context';

/** The options of generating pictures from nothing. */
export const generateOptions = {
  ...modelOptions,
  count: { kind: 'integer', default: 64, quick: 4, min: 1, max: 100_000, description: 'number of pictures' },
} as const satisfies OptionSpecs;

/** Most pictures of the sheet: the raw pictures have all. */
const MOST_SHOWN = 400;
const COLUMNS = 10;
const CHUNK = 500;
/** Most values of all pictures together: 2 GiB as float32. */
const MOST_VALUES = 2 ** 29;

/** Generates pictures from nothing: a sheet, and where asked for the same as IDX. */
export async function generatePictures(
  context: CommandContext<typeof generateOptions>,
  app: Omit<PictureApp, 'pictures'>,
): Promise<void> {
  const { options, folder, print, signal } = context;
  const key = keyOfRun(context.seeds);
  await requireRawFolder(options.raw);
  const { file, weights } = await readModel(await modelPath(options.checkpoint, app));
  print(`Model: ${file}, ${weights.step.toLocaleString('en')} steps`);
  const { height, width, channels, dimension } = tokenGridOf(weights.config.layout);
  const size = { height, width, channels: channels === 1 ? 1 : 3 } as const;
  const { count } = options;
  if (count * dimension > MOST_VALUES) {
    const why = `pictures of ${dimension} values leave room for ${Math.floor(MOST_VALUES / dimension)}`;
    throw new ProblemError(problem('BadOption', { what: `--count is ${count}`, why, hint: 'ask for fewer' }));
  }
  await openNamedBackend(options.backend, print);
  const model = openPictureModel(weights);
  const bar = context.progress(count, 'pictures');
  const images = new Float32Array(count * dimension);
  try {
    for (let from = 0; from < count; from += CHUNK) {
      const some = model.generate(Math.min(CHUNK, count - from), fold(fold(key, 'generated'), from));
      images.set(some, from * dimension);
      bar.update({ done: Math.min(count, from + CHUNK) });
      await setImmediate();
      signal.throwIfAborted();
    }
    bar.finish();
  } finally {
    model.dispose();
  }
  const shown = images.subarray(0, Math.min(count, MOST_SHOWN) * dimension);
  const figure = await folder.writeFigure('generated.png', await pictureSheet(size, shown, Math.min(COLUMNS, count)));
  if (options.raw !== undefined) await writeRaw(folder, options.raw, size, { images });
  await runOrThrow(
    writeReport(folder, {
      title: 'Generated from nothing',
      result: `${count.toLocaleString('en')} pictures. Model: ${path.basename(file)}, ${weights.step.toLocaleString('en')} steps.`,
      sections: [{ heading: 'Pictures', figures: [figure] }],
    }),
  );
  print(`Pictures: ${path.join(folder.path, figure)}`);
}
