import type { Mixture } from '@bcl/em';
import { annealedParameter, type Annealed, type Registry } from '@bcl/objectives';
import { refuseOption } from '../failure';
import type { Sampling } from '../paths/strata';
import type { Optimizer } from './optimizer';

/** How a mixture descends. */
export interface DescentOptions {
  /** q: the density that is matched, exact. */
  readonly target: Mixture;
  /** Steps of the whole run, which is matchings, at least 1: annealed numbers go from its start to its end. */
  readonly steps: number;
  /** The mixture to start from; 25 components in the paper's corner, {@link cornerStart}, or as many as the target has. */
  readonly start?: Mixture;
  /** Gradient steps on each matching, at least 1; 1 by default, 20 in the paper. */
  readonly innerSteps?: number;
  /** Samples a gradient step, at least 1; 100 by default. */
  readonly samples?: number;
  /**
   * `multinomial`, as in the paper: components are drawn by weight. `equal`: all get the same number of samples. On
   * conditional matchings it changes nothing: there every component answers every source.
   */
  readonly sampling?: Sampling;
  /** The length of a gradient step, > 0; 0.1 by default. */
  readonly rate?: Annealed;
  /** `sgd` by default; `natural` where the data have a scale of their own or the objective spread. */
  readonly optimizer?: Optimizer;
  /** Whether the weights move too; false by default. */
  readonly learnWeights?: boolean;
  /** Where names of objectives are looked up; the first-party ones by default. */
  readonly registry?: Registry;
}

/** Options with their defaults, checked. */
export type CheckedOptions = Required<Omit<DescentOptions, 'registry' | 'start'>> &
  Pick<DescentOptions, 'registry' | 'start'>;

/**
 * Fills in defaults.
 *
 * @throws ProblemError `InvalidOption`, one line: which option, its value, and what would do
 */
export function checkOptions(options: DescentOptions): CheckedOptions {
  const { target, start, registry } = options;
  const checked = {
    target,
    start,
    registry,
    steps: options.steps,
    innerSteps: options.innerSteps ?? 1,
    samples: options.samples ?? 100,
    sampling: options.sampling ?? 'multinomial',
    rate: options.rate ?? 0.1,
    optimizer: options.optimizer ?? 'sgd',
    learnWeights: options.learnWeights ?? false,
  };
  requireCount('steps', checked.steps);
  requireCount('innerSteps', checked.innerSteps);
  requireCount('samples', checked.samples);
  requireRate(checked.rate);
  requireChoice('sampling', checked.sampling, ['multinomial', 'equal']);
  requireChoice('optimizer', checked.optimizer, ['sgd', 'adam', 'natural']);
  requireChoice('learnWeights', checked.learnWeights, [true, false]);
  if (start !== undefined && start.dimension !== target.dimension)
    refuseOption(
      `the start has ${start.dimension} coordinates, the target ${target.dimension}`,
      'start from a mixture over the same coordinates',
    );
  return checked;
}

function requireCount(name: string, value: number): void {
  if (!Number.isSafeInteger(value) || value < 1)
    refuseOption(`${name} is ${String(value)}`, 'give a whole number of at least 1');
}

function requireChoice(name: string, value: unknown, choices: readonly unknown[]): void {
  if (!choices.includes(value))
    refuseOption(
      `${name} is ${JSON.stringify(value)}`,
      `use ${choices.map((choice) => JSON.stringify(choice)).join(' or ')}`,
    );
}

const readRate = annealedParameter({ default: 0.1, min: 0, description: 'the length of a gradient step' });

/** A rate is above 0; a path may begin or end there, since no step is taken at that moment. */
function requireRate(rate: Annealed): void {
  const read = readRate.read(rate);
  const largest = typeof read === 'object' ? Math.max(read.from, read.to) : read;
  if (largest === undefined || !(largest > 0))
    refuseOption(
      `the rate is ${typeof rate === 'number' ? rate : JSON.stringify(rate)}`,
      'give a finite number above 0, or a path { from, to } between such numbers',
    );
}
