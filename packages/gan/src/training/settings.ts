import type { AdamSettings } from '@bcl/backend';
import { betaRatio } from '@bcl/masks';
import type { Ratio, TaskSampler } from '@bcl/masks';
import type { Registry } from '@bcl/objectives';
import type { Key } from '@bcl/random';
import type { GanConfig } from '../network/config';
import { paperTasks } from '../tokens/paper-tasks';
import type { CompleteReconstruction, Reconstruction } from './reconstruction';
import { requireSettings } from './require-settings';
import type { GanObjective } from './terms';

/**
 * A penalty on how steep the discriminator is: `weight` / 2 · E_q ‖∇_x D‖² (R1) and `fakeWeight` / 2 · E_p ‖∇_x D‖² (R2), x being
 * the values of tokens that are not absent (Mescheder, Geiger, Nowozin, "Which training methods for GANs do actually
 * converge?", ICML 2018).
 */
export interface Penalty {
  /** R1: the factor γ at real rows, ≥ 0. */
  readonly weight: number;
  /** R2: the factor γ at generated rows, ≥ 0; 0 without it. */
  readonly fakeWeight?: number;
  /** It is computed every this many steps, and then counts as many times: lazily (Karras et al., CVPR 2020). 1 without it. */
  readonly every?: number;
  /**
   * `exact` (the default) differentiates the gradient itself: twice the way back. `finiteDifference` takes
   * (D(x + scale · noise) − D(x))² / scale² with normal noise, whose mean is ‖∇_x D‖² as scale → 0, and is differentiated
   * once: it costs one more row for every row, and is noisier, one random direction standing for all.
   */
  readonly form?: 'exact' | 'finiteDifference';
  /** The standard deviation of the noise of the finite difference, in units of x; 0.01 without it. */
  readonly scale?: number;
}

/** How a GAN is trained. Everything but the key has a default. */
export interface TrainingSettings {
  /** All that step n draws is drawn from it, the purpose and n. */
  readonly key: Key;
  /**
   * `'naive'` (the default): data against model, for any source and target, by the non-saturating loss. `'communication'`: the same,
   * and the model's answers to two matchings of the same coordinates against each other. Or any ratio objective of
   * `@bcl/objectives` by its name, specification or itself, and sums of these.
   */
  readonly objective?: GanObjective;
  /** Where names of objectives are looked up; the first-party ones without it. */
  readonly registry?: Registry;
  /** The factor of the communication term of the objective `'communication'`, ≥ 0; 1 without it. Sums have their own. */
  readonly communicationWeight?: number;
  /** The share of S ∪ T that is the source of the second matching; Beta(0.5, 3) without it. */
  readonly communicationRatio?: Ratio;
  /** Steps of the whole run, from 0; needed for a cooldown, and where a parameter of the objective changes during the run. */
  readonly steps?: number;
  /**
   * The share of `steps`, in [0, 1], at the end of the run over which both learning rates fall along a line to 0; 0 without it. Adversarial
   * networks circle around their answer at a distance that goes with the learning rate.
   */
  readonly cooldown?: number;
  /** Draws the task of every row of every batch; `paperTasks(layout)` without it. No task may split a token. */
  readonly tasks?: TaskSampler;
  /**
   * `'logistic'` (the default): the discriminator tells real rows from generated ones, and its logit is log q/p. `'relativistic'`: it
   * tells which of two rows with the same x_S is real (Jolicoeur-Martineau 2019; Huang et al. 2024), and the logit is
   * log q/p up to a constant of x_S and the task, which is why a communication term is rougher with it. The discriminator then has that
   * one loss, whatever the objective says of it; the objective rules the generator. Take R1 and R2 with it.
   */
  readonly pairing?: 'logistic' | 'relativistic';
  /** R1 and R2; none without it. */
  readonly penalty?: Penalty;
  /** Learning rate 3e-4, betas 0 and 0.99, epsilon 1e-8 without it. */
  readonly generatorAdam?: AdamSettings;
  /** The same without it. */
  readonly discriminatorAdam?: AdamSettings;
  /** What the moving average of the generator keeps in a step, in [0, 1); 0.999 without it. Less in the first steps: (1 + n) / (10 + n). */
  readonly averageDecay?: number;
  /**
   * A warm start by maximum likelihood: the mean squared error of x_T is part of the generator's loss, with a factor that falls, or
   * at first all of it. It is, up to its factor, the forward KL from the data to a Gaussian around the generator's answer. None
   * without it.
   */
  readonly reconstruction?: Reconstruction;
  /** A loss or a norm of a gradient beyond this counts as exploded; 1e6 without it. */
  readonly limit?: number;
}

/** Settings with every default filled in. */
export type CompleteSettings = Required<Omit<TrainingSettings, 'registry' | 'steps' | 'penalty' | 'reconstruction'>> &
  Pick<TrainingSettings, 'registry' | 'steps'> & {
    readonly penalty?: Required<Penalty>;
    readonly reconstruction?: CompleteReconstruction;
  };

const adam: AdamSettings = { learningRate: 3e-4, beta1: 0, beta2: 0.99, epsilon: 1e-8 };

/**
 * Fills in what is left out, and checks the rest.
 *
 * @throws RangeError that names the setting
 */
export function completeSettings(settings: TrainingSettings, config: GanConfig): CompleteSettings {
  const { penalty, reconstruction } = settings;
  const complete: CompleteSettings = {
    key: settings.key,
    objective: settings.objective ?? 'naive',
    registry: settings.registry,
    communicationWeight: settings.communicationWeight ?? 1,
    communicationRatio: settings.communicationRatio ?? betaRatio(0.5, 3),
    steps: settings.steps,
    cooldown: settings.cooldown ?? 0,
    tasks: settings.tasks ?? paperTasks(config.layout),
    pairing: settings.pairing ?? 'logistic',
    penalty: penalty && { fakeWeight: 0, every: 1, form: 'exact', scale: 0.01, ...penalty },
    generatorAdam: settings.generatorAdam ?? adam,
    discriminatorAdam: settings.discriminatorAdam ?? adam,
    averageDecay: settings.averageDecay ?? 0.999,
    reconstruction: reconstruction && { floor: 0, alone: 0, ...reconstruction },
    limit: settings.limit ?? 1e6,
  };
  requireSettings(complete);
  // A penalty without a weight is none: there would be no rows to take slopes at.
  return penalty?.weight === 0 && !penalty.fakeWeight ? { ...complete, penalty: undefined } : complete;
}
