import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { orThrow, problem, ProblemError, runOrThrow } from '@bcl/errors';
import { readPicture, readSourceMask, valuesPerPicture, type ImageSet, type PictureSize } from '@bcl/images';
import { writeReport, type OptionSpecs } from '@bcl/lab';
import { fold, type Key } from '@bcl/random';
import { rowsAt } from '../data/rows';
import { givenOf } from '../measures/hidden';
import { completionSheet, type CompletedRow } from '../report/sheets';
import { keyOfRun, openNamedBackend } from '../run-pictures';
import { openPictureModel, readModel } from '../use/load';
import { requireRawFolder, writeRaw } from '../use/raw';
import { parseRows } from '../use/rows';
import { parseSource, sourceName, sourceOf, tokenGridOf, type SourceRule, type TokenGrid } from '../use/source';
import { modelOptions, modelPath, type CommandContext, type PictureApp } from './context';

/** The options of completing pictures. */
export const completeOptions = {
  ...modelOptions,
  rows: {
    kind: 'string',
    placeholder: '3,7,20-25',
    description: 'which held-out pictures, from 0; the first without it',
  },
  count: {
    kind: 'integer',
    default: 8,
    quick: 2,
    min: 1,
    max: 10_000,
    description: 'number of pictures, without --rows',
  },
  samples: { kind: 'integer', default: 6, quick: 2, min: 1, max: 1000, description: 'completions of each picture' },
  source: {
    kind: 'module',
    default: 'random:0.5',
    placeholder: 'random:0.5|left|upper|initial:0.3|FILE',
    description: 'what is given: whole patches; of a file, a picture that is white or IDX that is not 0 there',
  },
  image: { kind: 'path', placeholder: 'FILE', description: 'a picture of your own, in place of held-out ones' },
} as const satisfies OptionSpecs;

/** Most rows of the sheet: the raw pictures have all. */
const MOST_ROWS = 60;
/** Completions at a time, so that signals get through. */
const CHUNK = 500;
/** Most values of all completions together: 2 GiB as float32. */
const MOST_VALUES = 2 ** 29;

/**
 * Completes pictures: a sheet with what was real, what was given and what the model made of it, and where asked for the same as IDX.
 *
 * @param directory the folder in which the command was typed: a mask that is named without a path lies there
 */
export async function completePictures(
  context: CommandContext<typeof completeOptions>,
  app: PictureApp,
  directory: string,
): Promise<void> {
  const { options, folder, print, signal } = context;
  const key = keyOfRun(context.seeds);
  await requireRawFolder(options.raw);
  const parsed = orThrow(parseSource(options.source));
  const rule = parsed.kind === 'file' ? { ...parsed, path: path.resolve(directory, parsed.path) } : parsed;
  const { file, weights } = await readModel(await modelPath(options.checkpoint, app));
  const grid = tokenGridOf(weights.config.layout);
  const size: PictureSize = { height: grid.height, width: grid.width, channels: grid.channels === 1 ? 1 : 3 };
  const { set, indices, remarks } = await chosen(options, app, size);
  requireRoom(indices.length * options.samples * valuesPerPicture(size));
  const sources = await sourcesOf(rule, indices, grid, size, fold(key, 'sources'));
  for (const remark of remarks) print(remark);
  print(`Model: ${file}, ${weights.step.toLocaleString('en')} steps`);
  await openNamedBackend(options.backend, print);
  const originals = rowsAt(set, indices);
  const dimension = valuesPerPicture(size);
  const given = givenOf(sources, dimension);
  const { samples } = options;
  const model = openPictureModel(weights);
  const completions = new Float32Array(indices.length * samples * dimension);
  const bar = context.progress(indices.length, 'pictures');
  const chunk = Math.max(1, Math.floor(CHUNK / samples));
  try {
    for (let from = 0; from < indices.length; from += chunk) {
      const to = Math.min(indices.length, from + chunk);
      const some = model.complete(originals.subarray(from * dimension, to * dimension), sources.slice(from, to), {
        samples,
        key: fold(fold(key, 'noise'), from),
      });
      completions.set(some, from * samples * dimension);
      bar.update({ done: to });
      await setImmediate();
      signal.throwIfAborted();
    }
    bar.finish();
  } finally {
    model.dispose();
  }
  const rows = indices.slice(0, MOST_ROWS).map((_, n): CompletedRow => {
    const own = (all: Float32Array, each: number) => all.subarray(n * each, (n + 1) * each);
    return {
      original: own(originals, dimension),
      given: given.subarray(n * dimension, (n + 1) * dimension),
      completions: own(completions, samples * dimension),
    };
  });
  const figure = await folder.writeFigure('completions.png', await completionSheet(size, rows));
  if (options.raw !== undefined) {
    const repeat = <A extends Float32Array | Uint8Array>(all: A, each: number): A => repeated(all, each, samples);
    const { labels } = set;
    await writeRaw(folder, options.raw, size, {
      images: completions,
      given: repeat(given, dimension),
      originals: repeat(originals, dimension),
      ...(labels && {
        labels: repeat(
          Uint8Array.from(indices, (index) => labels[index]),
          1,
        ),
      }),
    });
  }
  const shown = indices.length > MOST_ROWS ? ` The first ${MOST_ROWS} of ${indices.length} pictures.` : '';
  await runOrThrow(
    writeReport(folder, {
      title: `Completions: ${sourceName(rule)}`,
      result: `${remarks.join(' ')} Model: ${path.basename(file)}, ${weights.step.toLocaleString('en')} steps.`,
      sections: [
        {
          heading: 'Completions',
          text: `In each row: the real picture, what is given of it, and ${samples} completions with other noise.${shown}`,
          figures: [figure],
        },
      ],
    }),
  );
  print(`Completions: ${path.join(folder.path, figure)}`);
}

/** Refuses what does not fit into memory before anything is computed. */
function requireRoom(values: number): void {
  if (values <= MOST_VALUES) return;
  const what = `The completions would have ${values.toLocaleString('en')} values`;
  const why = `the most is ${MOST_VALUES.toLocaleString('en')}`;
  throw new ProblemError(problem('BadOption', { what, why, hint: 'ask for fewer --rows, --count or --samples' }));
}

/** The pictures that are completed. */
async function chosen(
  options: CommandContext<typeof completeOptions>['options'],
  app: PictureApp,
  size: PictureSize,
): Promise<{ readonly set: ImageSet; readonly indices: readonly number[]; readonly remarks: readonly string[] }> {
  if (options.image !== undefined) {
    if (options.rows !== undefined) {
      const what = '--rows and --image are both given';
      throw new ProblemError(problem('BadOption', { what, hint: 'a picture of your own has no rows' }));
    }
    const set = await runOrThrow(readPicture(options.image, size));
    return { set, indices: [0], remarks: [`The picture ${options.image}, as ${size.width} × ${size.height} pixels.`] };
  }
  const { set, remarks } = await app.pictures(size);
  if (set.height !== size.height || set.width !== size.width || set.channels !== size.channels) {
    throw new ProblemError(
      problem('WrongSize', {
        what: `The pictures are ${set.width} × ${set.height} × ${set.channels}`,
        where: set.title,
        why: `the model is for ${size.width} × ${size.height} × ${size.channels}`,
        hint: 'name a model that was trained on such pictures with --checkpoint',
      }),
    );
  }
  const indices =
    options.rows === undefined
      ? Array.from({ length: Math.min(options.count, set.count) }, (_, i) => i)
      : orThrow(parseRows(options.rows, set.count));
  return { set, indices, remarks };
}

/** What is given of each picture. A file has one mask for all, or one for each. */
async function sourcesOf(
  rule: SourceRule,
  indices: readonly number[],
  grid: TokenGrid,
  size: PictureSize,
  key: Key,
): Promise<readonly (readonly number[])[]> {
  if (rule.kind !== 'file') return indices.map((index) => sourceOf(rule, grid, fold(key, index)));
  const { count, given } = await runOrThrow(readSourceMask(rule.path, size));
  if (count !== 1 && count !== indices.length) {
    const what = `The file has ${count} masks for ${indices.length} pictures`;
    const hint = 'give one mask, or one for each picture';
    throw new ProblemError(problem('WrongSize', { what, where: rule.path, hint }));
  }
  const dimension = valuesPerPicture(size);
  return indices.map((_, n) => {
    const from = count === 1 ? 0 : n * dimension;
    return sourceOf(rule, grid, key, given.subarray(from, from + dimension));
  });
}

/** Each of the records as often as there are samples, one after the other. */
function repeated<A extends Float32Array | Uint8Array>(all: A, size: number, samples: number): A {
  const copies = new (all.constructor as new (length: number) => A)(all.length * samples);
  for (let n = 0; n < all.length / size; n++)
    for (let s = 0; s < samples; s++) copies.set(all.subarray(n * size, (n + 1) * size), (n * samples + s) * size);
  return copies;
}
