import type { GanConfig, NetworkSize, TrainingSettings } from '@bcl/gan';
import { uniformRatio } from '@bcl/masks';
import { allMatchings, jointMatchings } from './matchings';

/** Settings of the experiment; all methods share them. */
export interface PlaneSettings {
  /** Steps of a run, each an update of the discriminator and one of the generator. */
  readonly steps: number;
  /** Rows of a step, all drawn anew from the truth. */
  readonly batch: number;
  /** Values a token within both networks, a multiple of 4. */
  readonly width: number;
  /** Blocks of both networks. */
  readonly depth: number;
  /** Step size of Adam for both networks. */
  readonly learningRate: number;
  /** The share of the steps, at the end, over which it falls to 0. */
  readonly cooldown: number;
  /** γ of R1, which punishes a discriminator that is steep at the data; coordinates are about as large as standard normal ones. */
  readonly penalty: number;
  /** Steps from one computation of the penalty to the next. */
  readonly penaltyEvery: number;
  /** What the moving average of the generator keeps in a step. */
  readonly averageDecay: number;
  /** Standard normal numbers of each token asked for. */
  readonly noise: number;
  /** Waves of each coordinate that both networks see beside it. */
  readonly frequencies: number;
  /** The factor of the communication term. */
  readonly communicationWeight: number;
}

/** The methods, in the order of tables. */
export const planeMethods = ['jointGAN', 'naive', 'communication'] as const;

/** One of {@link planeMethods}. */
export type PlaneMethod = (typeof planeMethods)[number];

/** The networks: the same for every method. */
export function planeConfig({ width, depth, noise, frequencies }: PlaneSettings): GanConfig {
  const size: NetworkSize = { width, depth, heads: 4, hidden: 2 };
  return {
    layout: { kind: 'coordinates', dimension: 2 },
    generator: size,
    discriminator: size,
    noise: { token: noise, shared: noise },
    output: 'linear',
    frequencies,
  };
}

/**
 * How each method is trained. `jointGAN` sees the joint matching only, as a plain GAN; `naive` all five against the data;
 * `communication` adds the model's own answers to two matchings of both coordinates against each other.
 */
export function planeTraining(method: PlaneMethod, settings: PlaneSettings): Omit<TrainingSettings, 'key'> {
  const adam = { learningRate: settings.learningRate, beta1: 0, beta2: 0.99, epsilon: 1e-8 };
  return {
    tasks: method === 'jointGAN' ? jointMatchings() : allMatchings(),
    objective: method === 'communication' ? 'communication' : 'naive',
    communicationWeight: settings.communicationWeight,
    // Of two coordinates, none or one is given to the second matching, equally often.
    communicationRatio: uniformRatio(0, 1),
    penalty: { weight: settings.penalty, every: settings.penaltyEvery },
    generatorAdam: adam,
    discriminatorAdam: adam,
    averageDecay: settings.averageDecay,
    steps: settings.steps,
    cooldown: settings.cooldown,
  };
}
