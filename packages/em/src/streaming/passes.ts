import { NumericalFailure, type Components } from '../expectation/components';
import { expectation } from '../expectation/expectation';
import { unscale, type Scaling } from '../fit/scaling';
import { constrain, type Regularisation } from '../maximization/constrain';
import { maximize } from '../maximization/maximize';
import { fromComponents, type Mixture } from '../mixture/mixture';
import { addStatistics, emptyStatistics, type Statistics } from '../statistics/statistics';
import type { Computing } from '../threads/computing';
import { BatchViewer } from './batch-view';
import type { RowBatch } from './row-stream';
import type { PassState } from './state';

/** The EM passes of a streamed fit, batch by batch. */
export class Passes {
  private readonly scaling: Scaling | undefined;
  private readonly viewer: BatchViewer;
  private model: Components;
  private statistics: Statistics;
  private readonly past: number[];

  constructor(
    private readonly from: PassState,
    private readonly regularisation: Regularisation,
    computing: Computing,
  ) {
    const { columns, shift, scale, complete } = from;
    const plain = shift.every((value) => value === 0) && scale.every((value) => value === 1);
    this.scaling = plain ? undefined : { shift, scale };
    this.viewer = new BatchViewer(columns, this.scaling, complete, computing);
    this.model = modelOf(from);
    this.statistics = {
      ...emptyStatistics(from.components, columns, this.model.shape, this.model.means),
      logLikelihood: from.logLikelihood[0],
      totalWeight: from.row,
      mass: from.mass.slice(),
      first: from.first.slice(),
      second: from.second.slice(),
    };
    this.past = Array.from(from.history);
  }

  /** Rows of this pass so far. */
  get row(): number {
    return this.statistics.totalWeight;
  }

  /** Mean log-density per row that each finished pass began with. */
  get history(): readonly number[] {
    return this.past;
  }

  /** The mixture that this pass began with. */
  get mixture(): Mixture {
    const model = this.scaling === undefined ? this.model : unscale(this.model, this.scaling);
    return fromComponents(model, this.from.covarianceType);
  }

  /**
   * The E step on the next rows of the pass.
   *
   * @throws NumericalFailure as `expectation` does, with the place of the batch
   */
  add(batch: RowBatch): void {
    try {
      addStatistics(this.statistics, expectation(this.model, this.viewer.view(batch)));
    } catch (error) {
      if (!(error instanceof NumericalFailure)) throw error;
      throw new NumericalFailure(`${error.what}, counted from row ${batch.from} of the table`, error.hint);
    }
  }

  /** The M step: the mixture of the next pass. */
  update(): void {
    const { statistics, model, from } = this;
    this.past.push(statistics.logLikelihood / statistics.totalWeight - from.densityShift[0]);
    const shares = statistics.mass.map((mass) => mass / statistics.totalWeight);
    const updated = maximize(statistics, model, { smoothing: 0, massGuard: 0 });
    this.model = constrain(updated, from.covarianceType, this.regularisation, shares);
    this.statistics = emptyStatistics(from.components, from.columns, this.model.shape, this.model.means);
  }

  /** Whether the last pass changed the likelihood by less than `tolerance`, or was one that solves it. */
  converged(tolerance: number): boolean {
    const { past, from } = this;
    if (past.length === 0) return false;
    if (from.components === 1 && from.complete) return true;
    return past.length > 1 && Math.abs(past[past.length - 1] - past[past.length - 2]) < tolerance;
  }

  /** The state as it stands, in arrays of its own. */
  state(): PassState {
    const { statistics, model } = this;
    return {
      ...this.from,
      weights: model.weights.slice(),
      means: model.means.slice(),
      covariances: model.covariances.slice(),
      history: Float64Array.from(this.past),
      row: this.row,
      logLikelihood: Float64Array.of(statistics.logLikelihood),
      mass: statistics.mass.slice(),
      first: statistics.first.slice(),
      second: statistics.second.slice(),
    };
  }
}

function modelOf({ components, columns, covarianceType, weights, means, covariances }: PassState): Components {
  const shape = covarianceType === 'full' || covarianceType === 'tied' ? 'full' : 'diagonal';
  return { components, dimension: columns, shape, weights, means, covariances };
}
