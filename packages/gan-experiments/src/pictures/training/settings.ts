import { problem, ProblemError } from '@bcl/errors';
import { objectiveOfRun } from '@bcl/experiments';
import { paperTasks, presets, requireConfig, tokenTasks, type GanConfig, type TrainingSettings } from '@bcl/gan';
import type { PictureSize } from '@bcl/images';
import type { RunFolder } from '@bcl/lab';
import { conditional, joint, mixture, uniformRatio, type TaskSampler } from '@bcl/masks';
import type { TrainingOptionValues } from './options';
import { reconstructionOf } from './reconstruction';

/** A configuration that cannot be had from the options, as a problem of the user's. */
function badNetwork(error: unknown): ProblemError {
  const why = error instanceof Error ? error.message : String(error);
  return new ProblemError(
    problem('BadOption', { what: 'The networks cannot be made', why, hint: 'change --patch, --width or --depth' }),
  );
}

/**
 * The networks that the options ask for, for pictures of a size.
 *
 * @throws ProblemError `BadOption` where patches do not tile the pictures or heads do not divide the width
 */
export function configOf(options: TrainingOptionValues, size: PictureSize): GanConfig {
  const { height, width, channels } = size;
  const preset: GanConfig = presets[options.preset as keyof typeof presets];
  if (preset.layout.kind !== 'grid') throw new RangeError(`the preset ${options.preset} is not for pictures`);
  const sized = (old: GanConfig['generator'], wide: number | undefined) => ({
    ...old,
    width: wide ?? old.width,
    depth: options.depth ?? old.depth,
  });
  const config: GanConfig = {
    ...preset,
    layout: { kind: 'grid', height, width, channels, patch: options.patch ?? patchFor(preset.layout, height) },
    generator: sized(preset.generator, options.width),
    discriminator: sized(preset.discriminator, options.discriminatorWidth ?? options.width),
  };
  try {
    requireConfig(config);
  } catch (error) {
    throw badNetwork(error);
  }
  return config;
}

/** The preset's patch, larger for pictures that are so many times larger: the number of patches stays. */
function patchFor({ height, patch }: { readonly height: number; readonly patch: number }, own: number): number {
  const times = own / height;
  return Number.isInteger(times) ? patch * times : patch;
}

/** The tasks that the options ask for. */
export function tasksOf({ tasks, jointShare, jointOnly }: TrainingOptionValues, config: GanConfig): TaskSampler {
  const { layout } = config;
  const share = jointOnly ? 1 : jointShare;
  if (tasks === 'paper') return paperTasks(layout, { joint: share });
  const uniform = conditional(uniformRatio(0, 1));
  return tokenTasks(
    mixture([
      [share, joint()],
      [1 - share, uniform],
    ]),
    layout,
  );
}

/**
 * The settings that the options ask for. An objective that is a plugin is loaded and noted in the manifest.
 *
 * @throws ProblemError for an objective that is refused, and `BadOption` for options that contradict each other
 */
export async function settingsOf(
  options: TrainingOptionValues,
  config: GanConfig,
  context: { readonly project: string; readonly folder: RunFolder },
): Promise<Omit<TrainingSettings, 'key'>> {
  const { penalty, fakePenalty, penaltyEvery, penaltyForm, learningRate } = options;
  const reconstruction = reconstructionOf(options);
  const adam = (rate: number) => ({ learningRate: rate, beta1: 0, beta2: 0.99, epsilon: 1e-8 });
  return {
    objective: await objectiveOf(options, context),
    communicationWeight: options.communicationWeight,
    // A run of no steps only measures; nothing changes during it.
    ...(options.steps === 0 ? {} : { steps: options.steps, cooldown: options.cooldown }),
    tasks: tasksOf(options, config),
    pairing: options.pairing,
    ...(penalty === 0 && fakePenalty === 0
      ? {}
      : { penalty: { weight: penalty, fakeWeight: fakePenalty, every: penaltyEvery, form: penaltyForm } }),
    generatorAdam: adam(learningRate),
    discriminatorAdam: adam(options.discriminatorLearningRate ?? learningRate),
    averageDecay: options.averageDecay,
    ...(reconstruction && { reconstruction }),
  };
}

async function objectiveOf(
  options: TrainingOptionValues,
  context: { readonly project: string; readonly folder: RunFolder },
): Promise<NonNullable<TrainingSettings['objective']>> {
  const { objective, parameters } = options;
  if (objective !== 'naive' && objective !== 'communication')
    return (await objectiveOfRun({ options: { objective, parameters }, ...context })) ?? 'naive';
  if (parameters === undefined) return objective;
  const hint = objective === 'communication' ? 'its factor is --communication-weight' : 'leave them out';
  throw new ProblemError(
    problem('BadOption', { what: '--parameters is given', why: `--objective ${objective} takes none`, hint }),
  );
}
