import path from 'node:path';
import {
  createGan,
  startTraining,
  type GanConfig,
  type GanState,
  type Training,
  type TrainingInfo,
  type TrainingSettings,
} from '@bcl/gan';
import type { ImageSet } from '@bcl/images';
import type { Progress, RunFolder } from '@bcl/lab';
import { fold, integers, type Key } from '@bcl/random';
import { rowsAt } from '../data/rows';
import { lastCheckpoint, readCheckpoint, writeCheckpoint, type SavedTraining } from './checkpoints';
import { divergedFrom, isDivergence, refusalOf } from './divergence';
import { averageOf, shownOf } from './interval';

/** A training run. */
export interface PictureTraining {
  readonly images: ImageSet;
  readonly config: GanConfig;
  /** Everything that is random comes from it: weights, batches, tasks, noise. */
  readonly key: Key;
  readonly settings: Omit<TrainingSettings, 'key'>;
  /** Pictures a step. */
  readonly batch: number;
  /** Steps in all, those of an earlier part of the run included. */
  readonly steps: number;
  /** Seconds of training in all; it ends at whichever comes first. */
  readonly seconds?: number;
  /** Steps between two checkpoints. */
  readonly checkpointEvery: number;
  /** Steps over which the figures of a line in metrics.jsonl are averaged. */
  readonly recordEvery: number;
  /** A state to begin with in place of new weights. */
  readonly start?: GanState;
  readonly folder: RunFolder;
  readonly signal: AbortSignal;
  readonly progress: (total: number, unit: string, before?: number) => Progress;
  /** Milliseconds of a clock that never goes back. */
  readonly clock: () => number;
  /** Lets signals through. */
  readonly pause: () => Promise<void>;
  /** Looks at the networks after some steps; its time does not count as training. Figures it gives are recorded. */
  readonly look?: {
    readonly due: (step: number) => boolean;
    readonly at: (state: GanState) => Promise<Readonly<Record<string, number>>>;
  };
}

/** What came out. */
export interface TrainedPictures extends SavedTraining {
  /** The last checkpoint, relative to the run folder. */
  readonly checkpoint: string;
}

/**
 * Trains, from the last checkpoint of the run folder where there is one. Ends with a checkpoint also when it is stopped: then it
 * throws what the signal was aborted for. A run that was killed goes on from its last checkpoint to the same bits.
 *
 * @throws ProblemError `Diverged` with the last good checkpoint in its line
 */
export async function trainOnPictures(request: PictureTraining): Promise<TrainedPictures> {
  const { config, key, settings, steps, folder, signal, clock } = request;
  const found = await lastCheckpoint(folder.path);
  const begun = found === undefined ? fresh(request) : await readCheckpoint(found, config);
  if (found !== undefined) await folder.record({ resumedAt: begun.state.step });
  const training = startTraining(begun.state, { ...settings, key: fold(key, 'training') });
  const bar = request.progress(steps, 'steps', begun.state.step);
  const run = new Run(request, training, bar, begun.seconds, found);
  try {
    while (training.step < steps && run.seconds < (request.seconds ?? Infinity) && !signal.aborted) {
      const from = clock();
      run.note(training.advance(batchAt(request, training.step)), clock() - from);
      await run.afterStep();
    }
    const last = await run.save();
    signal.throwIfAborted();
    return last;
  } catch (error) {
    if (!isDivergence(error)) throw error;
    // The step that exploded was not taken; those before it since the last checkpoint are not lost.
    const refusal = training.step > begun.state.step ? await refusalOf(run.save()) : undefined;
    throw divergedFrom(error.problem, run.checkpoint, refusal);
  } finally {
    training.dispose();
  }
}

function fresh({ config, key, start }: PictureTraining): SavedTraining {
  const state = createGan(fold(key, 'weights'), config);
  if (start === undefined) return { state, seconds: 0 };
  // Adam's moments belong to the count of steps, which begins anew.
  const { generator, average, discriminator } = start;
  return { state: { ...state, generator, average, discriminator }, seconds: 0 };
}

/** The rows of a step, drawn with replacement. */
function batchAt({ images, key, batch }: PictureTraining, step: number): Float32Array {
  return rowsAt(images, integers(fold(fold(key, 'batches'), step), batch, images.count));
}

/** The bookkeeping between steps. */
class Run {
  private readonly infos: TrainingInfo[] = [];
  private busy = 0;
  private last: TrainedPictures | undefined;

  constructor(
    private readonly request: PictureTraining,
    private readonly training: Training,
    private readonly bar: Progress,
    /** Seconds of training so far. */
    public seconds: number,
    /** The last checkpoint. */
    public checkpoint: string | undefined,
  ) {}

  note(info: TrainingInfo, milliseconds: number): void {
    this.infos.push(info);
    this.busy += milliseconds / 1000;
    this.seconds += milliseconds / 1000;
  }

  async afterStep(): Promise<void> {
    const { folder, recordEvery, checkpointEvery, look, pause } = this.request;
    const { step } = this.training;
    if (step % recordEvery === 0) {
      const figures = averageOf(this.infos);
      const stepsPerSecond = this.busy > 0 ? this.infos.length / this.busy : 0;
      await folder.record({
        step,
        seconds: rounded(this.seconds),
        stepsPerSecond: rounded(stepsPerSecond),
        ...figures,
      });
      this.infos.length = 0;
      this.busy = 0;
      this.bar.update({ done: step, figures: shownOf(figures) });
    } else this.bar.update({ done: step });
    if (step % checkpointEvery === 0) await this.save();
    if (look?.due(step) === true) {
      const seen = await look.at(this.training.state());
      if (Object.keys(seen).length > 0) await folder.record({ step, ...seen });
    }
    await pause();
  }

  /** Writes the state as it stands, where that has not been done. */
  async save(): Promise<TrainedPictures> {
    const { folder } = this.request;
    if (this.last?.state.step === this.training.step) return this.last;
    const saved = { state: this.training.state(), seconds: this.seconds };
    const checkpoint = await writeCheckpoint(folder, saved);
    this.checkpoint = path.join(folder.path, checkpoint);
    this.last = { ...saved, checkpoint };
    return this.last;
  }
}

const rounded = (value: number): number => Number(value.toFixed(3));
