import type { Task } from '@bcl/masks';
import type { Matrix } from '@bcl/linalg';
import type { Key } from '@bcl/random';
import type { Transform } from '@bcl/transforms';
import type { Algebra } from '../algebra/algebra';

/** What an objective must be given to be evaluated; everything an objective can ask for is in this list. */
export const needs = ['modelSamples', 'dataSamples', 'modelDensity', 'dataDensity', 'logRatio'] as const;

/**
 * One thing an objective must be given:
 *
 * - `modelSamples`, `dataSamples`: points of p and of q;
 * - `modelDensity`, `dataDensity`: log p and log q at those points;
 * - `logRatio`: log q/p at those points, from two densities or from a discriminator's logit.
 */
export type Need = (typeof needs)[number];

/**
 * Which two distributions are compared: the data's q(y_T | y_S) with the model's, or the model's answers to two matchings of
 * the same coordinates (S₁ ∪ T₁ = S₂ ∪ T₂) with each other.
 */
export type Between = 'data-and-model' | 'two-matchings';

/** What every objective says of itself. q is the data's distribution, p the model's. */
export interface ObjectiveHeader {
  /** The name it goes by in configurations, manifests and reports, such as `'reverseKL'`. */
  readonly name: string;
  /** The version of the definition that made it, in the form 1.2.3. */
  readonly version: string;
  /** The parameters it was made with, encoded: plain JSON. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly needs: readonly Need[];
  readonly between: Between;
  /**
   * The standard deviation, ≥ 0 and in units of y, of the Gaussian noise that is added to both sides before they are compared.
   * An exact learner adds spread² I to the covariances, a learner with samples adds noise to them.
   */
  readonly spread: number;
  /**
   * The objective at a moment of a run, where a parameter changes on the way; absent where none does.
   *
   * @param progress - how much of the run is done, in [0, 1]
   */
  at?(progress: number): Objective;
}

/**
 * An f-divergence D = E_p[f(r)], r = q/p, f(1) = 0, stated in ℓ = log r. It is used with ℓ from exact densities, and with a
 * discriminator's logit in place of ℓ.
 *
 * `mass` is the share of each sample, summing to 1; equal shares without it. A stratified estimate has unequal ones.
 */
export interface RatioObjective extends ObjectiveHeader {
  readonly form: 'ratio';
  /** φ(ℓ) = f(e^ℓ) of each sample of p: the divergence is the mean. */
  integrand<A>(algebra: Algebra<A>, logRatio: A): A;
  /**
   * w(ℓ) = r² f″(r) ≥ 0 of each sample of p: what it puts on the pathwise gradient. With x = x(ε; θ),
   * ∇_θ D = −E_ε[w(ℓ) ∇_x ℓ · ∂x/∂θ], the score of the parameters inside ℓ left out because its expectation is 0.
   * Weights may be normalised over the batch, so that Σ mass · w = 1.
   */
  weight<A>(algebra: Algebra<A>, logRatio: A, mass?: A): A;
  /** G(ℓ) of each sample of p, with G′ = −w before any normalisation: a generator's loss is the mean. */
  generator<A>(algebra: Algebra<A>, logRatio: A): A;
  /** The discriminator's loss, one number, from its logits on samples of q and of p; smallest where the logit is log q/p. */
  discriminator<A>(algebra: Algebra<A>, dataLogit: A, modelLogit: A): A;
}

/** A loss of the model's density at samples of the data: maximum likelihood, cross-entropy and their kin. */
export interface LikelihoodObjective extends ObjectiveHeader {
  readonly form: 'likelihood';
  /** Whether y is a point with a density, or one of finitely many categories with a probability. */
  readonly targets: 'continuous' | 'discrete';
  /** What the loss is at p = q: `'zero'` where log q is at hand and is taken off, else `'entropy'`, the least it can be. */
  readonly atEquality: 'zero' | 'entropy';
  /** The loss of each sample of q, from log p and, where the objective needs `dataDensity`, log q. */
  integrand<A>(algebra: Algebra<A>, logModel: A, logData?: A): A;
  /** w ≥ 0 of each sample of q: ∇_θ loss = −E_q[w ∇_θ log p_θ(y)]. */
  weight<A>(algebra: Algebra<A>, logModel: A, logData?: A): A;
}

/** What comparing two sets of samples gives. */
export interface SampleComparison {
  /** The divergence between the two sets. */
  readonly value: number;
  /** ∂ value / ∂ model: as many rows and columns as the model's samples. */
  readonly gradient: Matrix;
}

/** A divergence between two sets of points of equal weight, known by samples alone. */
export interface SampleObjective extends ObjectiveHeader {
  readonly form: 'samples';
  /**
   * Compares the model's points with the data's. Points are rows; both have the same number of columns.
   *
   * @param key - for objectives that draw, directions say; equal keys give equal results
   */
  compare(model: Matrix, data: Matrix, key: Key): SampleComparison;
}

/** A summand of an objective. */
export interface Term {
  /** Its factor, a finite number ≥ 0. */
  readonly weight: number;
  readonly objective: SimpleObjective;
  /** The matching on which the term is evaluated, where it is not the one that was drawn. */
  readonly where?: { readonly task: Task; readonly transform: Transform };
}

/**
 * A weighted sum of objectives, each on the drawn matching or on one of its own.
 *
 * It needs what its terms need. Its own spread is 0: each term has its own. It is between two matchings where all its terms are.
 */
export interface SumObjective extends ObjectiveHeader {
  readonly form: 'sum';
  readonly terms: readonly Term[];
}

/** An objective that is not a sum. */
export type SimpleObjective = RatioObjective | LikelihoodObjective | SampleObjective;

/**
 * One way to compare the data's distribution q with the model's p. What a learner can do with it depends on its `form`; a
 * learner that cannot serve a form or a need says so.
 */
export type Objective = SimpleObjective | SumObjective;
