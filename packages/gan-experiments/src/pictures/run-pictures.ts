import { setImmediate } from 'node:timers/promises';
import { openBackend, type Backend } from '@bcl/backend';
import { problem, ProblemError, runOrThrow } from '@bcl/errors';
import type { GanConfig, TrainingSettings } from '@bcl/gan';
import type { ImageSet } from '@bcl/images';
import { readSummary, type Progress, type RunContext } from '@bcl/lab';
import { fold, key as keyOf, type Key } from '@bcl/random';
import type { Augmentation } from './classifier/augment';
import { finishRun } from './finish-run';
import { judgeOf, type Judge } from './classifier/judge';
import { frechetMeasures } from './measures/frechet';
import { isMoment, keepSamples, TIMELINE_COLUMNS } from './report/timeline';
import { readCheckpoint, type SavedTraining } from './training/checkpoints';
import type { TrainingOptionValues } from './training/options';
import { configOf, settingsOf } from './training/settings';
import { trainOnPictures, type PictureTraining, type TrainedPictures } from './training/train';
import { checkpointFile, openPictureModel } from './use/load';
import { requireRawFolder } from './use/raw';

/** Pictures to learn from and pictures that are held out. */
export interface PictureSets {
  readonly train: ImageSet;
  readonly test: ImageSet;
  /** What is said about them, a line each. */
  readonly remarks: readonly string[];
}

/** What an app adds to the run. */
export interface PictureExperiment extends PictureSets {
  /** Heading of the report. */
  readonly title: string;
  /** What the paper claims, where the pictures are of the kind that it shows. */
  readonly claim?: string;
  /** How pictures may be moved for the classifier that judges. */
  readonly augmentation: Augmentation;
  /** The file of a classifier of these pictures that is there already; it judges where no other is named or asked to be trained. */
  readonly classifier?: string;
  /** Attributes that the report also shows by themselves, as far as the pictures have them. */
  readonly shown?: readonly string[];
}

/** What of an app's context a run needs. */
export type PictureContext = Pick<RunContext<never>, 'seeds' | 'quick' | 'folder' | 'signal' | 'project'> & {
  readonly options: TrainingOptionValues;
  readonly print: (text: string) => void;
  readonly progress: (total: number, unit: string, before?: number) => Progress;
  /** Milliseconds of a clock that never goes back. */
  readonly clock: () => number;
};

/** Pictures for the Fréchet distance while training. */
const WATCHED = 1000;
const RECORD_EVERY = 10;

const pause = (): Promise<void> => setImmediate();

/** The key of a run: all that it draws comes from its seed. */
export function keyOfRun(seeds: readonly number[]): Key {
  if (seeds.length === 1) return keyOf(seeds[0]);
  const hint = 'start one run for each --seed';
  throw new ProblemError(
    problem('BadOption', { what: `--seeds is ${seeds.length}`, why: 'a run trains one pair of networks', hint }),
  );
}

/** Opens the backend and says which it is, and why the better ones are not. */
export async function openNamedBackend(
  name: TrainingOptionValues['backend'],
  print: (text: string) => void,
): Promise<Backend> {
  const backend = await runOrThrow(openBackend({ name: name as 'auto' }));
  print(`Backend: ${backend.describe}`);
  for (const { name: other, why } of backend.passedOver) print(`  not ${other}: ${why}`);
  return backend;
}

/** Trains, measures and reports: a whole run of an app. */
export async function runPictures(context: PictureContext, experiment: PictureExperiment): Promise<void> {
  const { options, seeds, print } = context;
  const key = keyOfRun(seeds);
  await requireRawFolder(options.raw);
  const beside = options.beside === undefined ? undefined : await runOrThrow(readSummary(options.beside));
  const config = configOf(options, experiment.train);
  const settings = await settingsOf(options, config, context);
  const start = await startOf(options, config);
  for (const remark of experiment.remarks) print(remark);
  const backend = await openNamedBackend(options.backend, print);
  const judge = await judgeFor(context, experiment);
  if (judge !== undefined) print(`The classifier is right on ${(100 * judge.right).toFixed(2)} % of held-out answers.`);
  try {
    const trained =
      options.steps === 0 && start !== undefined
        ? start
        : await train(context, experiment, { config, settings, start, judge, key });
    await finishRun(context, experiment, { judge, trained, config, backend, key, beside });
  } finally {
    judge?.classifier.dispose();
  }
}

/** The networks to begin with, where the user names some. */
async function startOf({ from, steps }: TrainingOptionValues, config: GanConfig): Promise<TrainedPictures | undefined> {
  if (from !== undefined) {
    const checkpoint = await checkpointFile(from);
    return { ...(await readCheckpoint(checkpoint, config)), checkpoint };
  }
  if (steps > 0) return undefined;
  const hint = 'name a checkpoint or a run with --from, or take more steps';
  throw new ProblemError(problem('BadOption', { what: '--steps is 0', why: 'there is nothing to measure', hint }));
}

/** What training begins with. */
interface Prepared {
  readonly config: GanConfig;
  readonly settings: Omit<TrainingSettings, 'key'>;
  readonly start: SavedTraining | undefined;
  readonly judge: Judge | undefined;
  readonly key: Key;
}

function train(
  context: PictureContext,
  experiment: PictureExperiment,
  { config, settings, start, judge, key }: Prepared,
): Promise<TrainedPictures> {
  const { options, folder, signal, progress, clock } = context;
  return trainOnPictures({
    images: experiment.train,
    config,
    key: fold(key, 'run'),
    settings,
    batch: options.batch,
    steps: options.steps,
    ...(options.minutes === undefined ? {} : { seconds: 60 * options.minutes }),
    checkpointEvery: options.checkpointEvery,
    recordEvery: Math.min(RECORD_EVERY, options.steps),
    ...(start && { start: start.state }),
    folder,
    signal,
    progress,
    clock,
    pause,
    look: lookOf(context, experiment, judge, key),
  });
}

function judgeFor({ options, ...context }: PictureContext, experiment: PictureExperiment): Promise<Judge | undefined> {
  const { train, test, augmentation, classifier: shipped } = experiment;
  const { classifier: file, classifierEpochs: epochs } = options;
  return judgeOf({ ...context, train, test, augmentation, epochs, file, shipped });
}

/** What is looked at while training: samples at moments that grow apart, and the Fréchet distance now and then. */
function lookOf(
  { options, folder }: PictureContext,
  { train, test }: PictureExperiment,
  judge: Judge | undefined,
  key: Key,
): PictureTraining['look'] {
  const measured = (step: number) => judge !== undefined && step % options.measureEvery === 0;
  return {
    due: (step) => isMoment(step) || measured(step) || step === options.steps,
    at: async (state): Promise<Readonly<Record<string, number>>> => {
      const model = openPictureModel(state);
      try {
        const { step } = state;
        if (isMoment(step) || step === options.steps)
          await keepSamples(folder, step, model.generate(TIMELINE_COLUMNS, fold(key, 'timeline')));
        if (judge === undefined || !measured(step)) return {};
        const { classifier } = judge;
        const ask = {
          model,
          train,
          test,
          grid: model.grid,
          classifier,
          key: fold(key, 'watch'),
          count: WATCHED,
          pause,
        };
        const seen = await frechetMeasures(ask);
        return seen === undefined ? {} : { frechet: seen.generated, frechetReal: seen.real };
      } finally {
        model.dispose();
      }
    },
  };
}
