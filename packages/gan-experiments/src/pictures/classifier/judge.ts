import { access } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import path from 'node:path';
import { orThrow, problem, ProblemError } from '@bcl/errors';
import type { ImageSet } from '@bcl/images';
import type { Progress, RunFolder } from '@bcl/lab';
import { key as keyOf } from '@bcl/random';
import { rowsAt, span } from '../data/rows';
import { bytesOf } from '../training/checkpoints';
import { classifierFromBytes, classifierToBytes } from './file';
import { openClassifier, shareRight, type OpenClassifier } from './open';
import { answersOf, targetsAt } from './targets';
import { trainClassifier, type Classifier } from './train';
import type { Augmentation } from './augment';

/** What it takes to have a classifier that judges. */
export interface JudgeRequest {
  readonly train: ImageSet;
  readonly test: ImageSet;
  readonly augmentation: Augmentation;
  /** Times to see every training picture; undefined takes `shipped`, or {@link EPOCHS}. */
  readonly epochs: number | undefined;
  /** A file of an earlier run, before all others. */
  readonly file: string | undefined;
  /** The file of a classifier of these pictures that is there already. */
  readonly shipped: string | undefined;
  readonly folder: RunFolder;
  readonly signal: AbortSignal;
  readonly progress: (total: number, unit: string) => Progress;
}

/** A classifier, and how good it is. */
export interface Judge {
  readonly classifier: OpenClassifier;
  /** Share of right answers on held-out pictures. */
  readonly right: number;
}

/** The classifier's file within a run folder. */
export const JUDGE = 'classifier.bin';

/** How often a classifier sees every training picture, where nothing else is asked for. */
export const EPOCHS = 20;

const CHUNK = 1000;

/**
 * The classifier that judges a run: of the file that is named, of the run folder, or the one that ships where no epochs are asked for;
 * else it is trained, on training pictures alone. It is the same for every seed of a run, for it is the ruler and not what is measured. The
 * run folder keeps a copy.
 *
 * @returns undefined for pictures of which nothing is known
 */
export async function judgeOf(request: JudgeRequest): Promise<Judge | undefined> {
  const { train, test } = request;
  if (train.labels === undefined && train.attributes === undefined) return undefined;
  const classifier = openClassifier(await classifierOf(request));
  let right = 0;
  for (let from = 0; from < test.count; from += CHUNK) {
    const indices = span(from, Math.min(CHUNK, test.count - from));
    const { logits } = classifier.look(rowsAt(test, indices));
    right += shareRight(classifier.shape, logits, targetsAt(test, indices)) * indices.length;
  }
  return { classifier, right: right / test.count };
}

async function classifierOf({ file, shipped, folder, ...request }: JudgeRequest): Promise<Classifier> {
  const own = path.join(folder.path, JUDGE);
  const there = request.epochs === undefined ? shipped : undefined;
  const named = file ?? ((await isThere(own)) ? own : there);
  if (named !== undefined) {
    const bytes = await bytesOf(named);
    const read = orThrow(classifierFromBytes(bytes, named));
    requireFit(read, request.train, named);
    if (named !== own) await folder.writeFile(JUDGE, bytes);
    return read;
  }
  const { train: images, augmentation, epochs = EPOCHS, signal, progress } = request;
  let bar: Progress | undefined;
  const classifier = await trainClassifier({
    images,
    augmentation,
    epochs,
    key: keyOf('the classifier that judges'),
    onStep: ({ step, steps, loss }) => {
      signal.throwIfAborted();
      bar ??= progress(steps, 'steps of the classifier');
      bar.update({ done: step, figures: { loss } });
    },
    pause: () => setImmediate(),
  });
  bar?.finish();
  await folder.writeFile(JUDGE, classifierToBytes(classifier));
  return classifier;
}

const isThere = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );

/** A classifier of other pictures or other answers would judge nonsense. */
function requireFit({ shape }: Classifier, images: ImageSet, where: string): void {
  const wanted = { height: images.height, width: images.width, channels: images.channels, ...answersOf(images) };
  for (const [name, value] of Object.entries(wanted)) {
    const own = shape[name as keyof typeof wanted];
    if (own === value) continue;
    const why = `its ${name} is ${own}, that of the pictures ${value}`;
    throw new ProblemError(problem('WrongShape', { what: 'The classifier is not for these pictures', where, why }));
  }
}
