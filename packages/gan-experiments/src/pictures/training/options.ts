import { backendOption } from '@bcl/backend';
import { objectiveOptions } from '@bcl/experiments';
import type { OptionSpecs, OptionValues } from '@bcl/lab';
import { EPOCHS } from '../classifier/judge';

/** What differs between the apps. */
export interface TrainingDefaults {
  /** Names of configurations of `@bcl/gan`; the first is the default. */
  readonly presets: readonly [string, ...string[]];
  readonly steps: number;
}

const network = {
  width: {
    kind: 'integer',
    quick: 16,
    min: 4,
    max: 2048,
    description: 'width of both networks; the preset’s without it',
  },
  depth: {
    kind: 'integer',
    quick: 1,
    min: 1,
    max: 64,
    description: 'blocks of both networks; the preset’s without it',
  },
  discriminatorWidth: {
    kind: 'integer',
    min: 4,
    max: 2048,
    description: 'width of the discriminator, where it is not that of the generator',
  },
  patch: { kind: 'integer', min: 1, max: 64, unit: 'pixels', description: 'side of a patch; the preset’s without it' },
} as const satisfies OptionSpecs;

const adversary = {
  communicationWeight: {
    kind: 'number',
    default: 1,
    min: 0,
    description: 'factor of the term between two matchings, with --objective communication',
  },
  tasks: {
    kind: 'choice',
    choices: ['paper', 'uniform'],
    default: 'uniform',
    description:
      'share of the patches that is given: Beta(0.5, 3), with patches left out, or uniform, with none left out',
  },
  jointShare: {
    kind: 'number',
    default: 0.5,
    min: 0,
    max: 1,
    description: 'share of tasks that give nothing and ask for everything, beside those drawn so by chance',
  },
  jointOnly: {
    kind: 'boolean',
    description: 'an ordinary GAN of equal size: only tasks that give nothing and ask for all',
  },
  pairing: {
    kind: 'choice',
    choices: ['logistic', 'relativistic'],
    default: 'relativistic',
    description: 'what the discriminator tells: real from generated, or which of two pictures is real',
  },
  penalty: {
    kind: 'number',
    default: 1,
    min: 0,
    description: 'R1: weight of the penalty on gradients at real pictures',
  },
  fakePenalty: { kind: 'number', default: 1, min: 0, description: 'R2: the same at generated pictures' },
  penaltyEvery: { kind: 'integer', default: 4, min: 1, unit: 'steps', description: 'steps between two penalties' },
  penaltyForm: {
    kind: 'choice',
    choices: ['exact', 'finiteDifference'],
    default: 'finiteDifference',
    description: 'the gradient itself, or a difference along a random direction, which is cheaper',
  },
} as const satisfies OptionSpecs;

const warmStart = {
  reconstruction: {
    kind: 'number',
    default: 3,
    min: 0,
    description:
      'weight of the squared error beside the objective, at first; 0 for none and no warm start, as with --joint-only',
  },
  reconstructionUntil: {
    kind: 'number',
    default: 0.6,
    min: 0.01,
    max: 1,
    description: 'share of --steps by which that weight has fallen',
  },
  reconstructionFloor: {
    kind: 'number',
    default: 0.33,
    min: 0,
    max: 1,
    description: 'share of that weight that stays',
  },
  warmStart: {
    kind: 'number',
    min: 0,
    max: 0.99,
    description:
      'share of --steps, at their beginning, that learn by the squared error alone: without a discriminator, and several times as ' +
      'fast; 0.2 without it, and 0 with --from; --minutes may end a run within it',
  },
  warmStartRate: {
    kind: 'number',
    default: 2e-3,
    min: 0,
    max: 1,
    description: 'learning rate in the first of these; it falls to --learning-rate',
  },
} as const satisfies OptionSpecs;

const descent = {
  batch: {
    kind: 'integer',
    default: 32,
    quick: 8,
    min: 1,
    max: 4096,
    unit: 'pictures',
    description: 'pictures a step',
  },
  learningRate: { kind: 'number', default: 4e-4, min: 0, max: 1, description: 'of Adam, for the generator' },
  discriminatorLearningRate: {
    kind: 'number',
    min: 0,
    max: 1,
    description: 'of Adam, for the discriminator, where it is not that of the generator',
  },
  cooldown: {
    kind: 'number',
    default: 0.4,
    min: 0,
    max: 1,
    description: 'share of --steps, at their end, over which both rates fall to 0; --minutes may end a run before',
  },
  averageDecay: {
    kind: 'number',
    default: 0.999,
    min: 0,
    max: 0.999999,
    description: 'what the moving average of the generator keeps in a step',
  },
} as const satisfies OptionSpecs;

const keeping = {
  minutes: {
    kind: 'number',
    min: 0.01,
    unit: 'minutes of training',
    description: 'ends after so long, over all parts of the run, if --steps does not end it before',
  },
  checkpointEvery: {
    kind: 'integer',
    default: 500,
    min: 1,
    unit: 'steps',
    description: 'steps between two checkpoints; the last two are kept',
  },
  measureEvery: {
    kind: 'integer',
    default: 2000,
    quick: 6,
    min: 1,
    unit: 'steps',
    description: 'steps between two Fréchet distances of 1000 pictures while training',
  },
  from: {
    kind: 'path',
    placeholder: 'FILE|RUN',
    description: 'begin with the networks of a checkpoint, or of the last one in a run folder, counting steps from 0',
  },
  evaluate: {
    kind: 'integer',
    default: 10_000,
    quick: 60,
    min: 2,
    unit: 'pictures',
    description: 'most pictures for the measures at the end',
  },
  classifierEpochs: {
    kind: 'number',
    min: 0.01,
    description: `times the judging classifier sees every training picture; ${EPOCHS} without it, or the classifier that ships`,
  },
  classifier: {
    kind: 'path',
    placeholder: 'FILE',
    description: 'a classifier.bin of an earlier run on the same data, in place of training one',
  },
  beside: {
    kind: 'path',
    placeholder: 'RUN',
    description: 'a finished run whose measures stand beside those of this one, such as one with --joint-only',
  },
  raw: {
    kind: 'path',
    placeholder: 'DIR',
    description: 'folder for completions as IDX: pictures, source masks, labels',
  },
} as const satisfies OptionSpecs;

/** The option by which an app's user names a backend. */
export const backendChoice = {
  backend: {
    kind: 'choice',
    choices: backendOption.choices,
    default: backendOption.default,
    description: backendOption.description,
  },
} as const satisfies OptionSpecs;

/** The options of training on pictures, the same for all apps but for the presets. */
export function trainingOptions({ presets, steps }: TrainingDefaults) {
  return {
    steps: {
      kind: 'integer',
      default: steps,
      quick: 12,
      min: 0,
      description: 'steps in all; 0 measures the networks of --from as they are',
    },
    ...keeping,
    ...descent,
    preset: { kind: 'choice', choices: presets, default: presets[0], description: 'the networks to begin with' },
    ...network,
    objective: {
      ...objectiveOptions.objective,
      default: 'naive',
      description: `naive, communication, or ${objectiveOptions.objective.description}`,
    },
    parameters: objectiveOptions.parameters,
    ...adversary,
    ...warmStart,
    ...backendChoice,
  } as const satisfies OptionSpecs;
}

/** The values of {@link trainingOptions}. */
export type TrainingOptionValues = OptionValues<ReturnType<typeof trainingOptions>>;
