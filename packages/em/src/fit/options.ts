import type { Key } from '@bcl/random';
import * as E from 'fp-ts/lib/Either.js';
import { invalidOption, type MixtureProblem } from '../failure';
import { isCovarianceType, type CovarianceType, type Regularisation } from '../maximization/constrain';
import type { Observations } from '../observations/observations';
import type { Start } from '../start/start';
import { bcl } from '../strategies/bcl';
import { bigLearn, bigLearnPresets } from '../strategies/big-learn';
import { joint } from '../strategies/joint';
import type { Progress, Strategy } from '../strategies/strategy';
import type { ComputingOptions } from '../threads/computing';

/** What `fit` can be told. Only `components` is required. */
export interface FitOptions extends ComputingOptions {
  /** K, 1 … number of rows. */
  readonly components: number;
  /** `full` by default. */
  readonly covarianceType?: CovarianceType;
  /**
   * `bcl` by default: big-learning exploration, relocation of badly placed components, plain EM to the end. `joint` is plain
   * EM, `bigLearn` the paper's algorithm with its real-data preset; or a configured strategy, such as `joint({ tolerance: 0 })`.
   */
  readonly strategy?: 'bcl' | 'joint' | 'bigLearn' | Strategy;
  /** `normal` by default for `bcl` and `bigLearn`, `kmeans` for `joint`. */
  readonly start?: Start;
  /**
   * How many times to fit from different keys; the highest training likelihood is kept. 1 by default. Threads take them side by
   * side where `strategy` is one of this package; a strategy of your own runs them one after the other.
   */
  readonly restarts?: number;
  /** Smallest eigenvalue of a covariance, in squared units of the scaled data; the strategy's own or 1e-6. */
  readonly floor?: number;
  /** Added to the diagonal of every covariance after each M step, in squared units of the scaled data; 0. */
  readonly ridge?: number;
  /**
   * `standard` by default: columns are brought to mean 0 and variance 1 before fitting, and the mixture back afterwards, so
   * that units do not matter. `none` fits the numbers as they are.
   */
  readonly scale?: 'standard' | 'none';
  /** One weight >= 0 per row. */
  readonly weights?: ArrayLike<number>;
  /** Where all randomness comes from: a number, or a key of @bcl/random. 0 by default; equal seeds give equal fits. */
  readonly seed?: number | Key;
  /** Stops the fit between two steps; the problem `Cancelled` then carries the model so far. */
  readonly signal?: AbortSignal;
  /** Called after every step. Where threads take restarts side by side, steps of several restarts come in turns. */
  readonly onProgress?: (progress: Progress) => void;
}

/** The strategy that the options name or are. */
export function strategyOf({ strategy = 'bcl', components }: Pick<FitOptions, 'strategy' | 'components'>): Strategy {
  if (typeof strategy === 'object') return strategy;
  switch (strategy) {
    case 'joint':
      return joint();
    case 'bigLearn':
      return bigLearn(bigLearnPresets.realData(components));
    case 'bcl':
      return bcl();
  }
}

/** The floor and ridge in force: what the options say, or what belongs to the strategy. */
export function regularisationOf(
  options: Pick<FitOptions, 'strategy' | 'components' | 'floor' | 'ridge'>,
): Regularisation {
  return { floor: options.floor ?? strategyOf(options).floor ?? 1e-6, ridge: options.ridge ?? 0 };
}

/** Checks the options against the data. */
export function checkOptions<Options extends Omit<FitOptions, 'weights' | 'onProgress'>>(
  options: Options,
  data: Pick<Observations, 'rows' | 'dimension'>,
): E.Either<MixtureProblem, Options> {
  const { components, restarts = 1, floor = 1e-6, ridge = 0, start, covarianceType = 'full' } = options;
  if (!Number.isInteger(components) || components < 1)
    return invalidOption(`components is ${components}`, 'give a whole number of at least 1');
  if (components > data.rows)
    return invalidOption(
      `components is ${components}, but there are only ${data.rows} rows`,
      'use fewer components or more data',
    );
  if (!isCovarianceType(covarianceType))
    return invalidOption(
      `covarianceType is ${JSON.stringify(covarianceType)}`,
      "use 'full', 'tied', 'diagonal' or 'spherical'",
    );
  if (!isStrategy(options.strategy))
    return invalidOption(
      `strategy is ${describe(options.strategy)}`,
      "use 'bcl', 'joint', 'bigLearn' or a strategy such as joint({ tolerance: 0 })",
    );
  if (options.scale !== undefined && !['standard', 'none'].includes(options.scale))
    return invalidOption(`scale is ${describe(options.scale)}`, "use 'standard' or 'none'");
  const { seed } = options;
  if (typeof seed === 'number' && !(Number.isSafeInteger(seed) && seed >= 0))
    return invalidOption(`seed is ${seed}`, 'give a whole number of at least 0');
  if (!Number.isInteger(restarts) || restarts < 1)
    return invalidOption(`restarts is ${restarts}`, 'give a whole number of at least 1');
  for (const [name, value] of Object.entries({ floor, ridge }))
    if (!(value >= 0 && value < Infinity))
      return invalidOption(`${name} is ${value}`, 'give a finite number of at least 0');
  if (start !== undefined && typeof start !== 'string') {
    if (
      start.components !== components ||
      start.dimension !== data.dimension ||
      start.covarianceType !== covarianceType
    )
      return invalidOption(
        `the starting mixture has ${start.components} ${start.covarianceType} components in ${start.dimension} dimensions, not ${components} ${covarianceType} in ${data.dimension}`,
        'start from a mixture of the shape that is to be fitted',
      );
  } else if (start !== undefined && !['normal', 'kmeans', 'kmeans++', 'rows'].includes(start))
    return invalidOption(
      `start is ${JSON.stringify(start)}`,
      "use 'normal', 'kmeans', 'kmeans++', 'rows' or a mixture",
    );
  return E.right(options);
}

/** Names that are no strategy, and a strategy's maker where the strategy itself belongs. */
const isStrategy = (strategy: unknown): boolean =>
  typeof strategy === 'object'
    ? strategy !== null && 'fit' in strategy
    : strategy === undefined || strategy === 'bcl' || strategy === 'joint' || strategy === 'bigLearn';

const describe = (value: unknown): string => (typeof value === 'string' ? JSON.stringify(value) : `a ${typeof value}`);
