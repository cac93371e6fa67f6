import type { ImageSet } from '@bcl/images';
import type { Key } from '@bcl/random';
import type { OpenClassifier } from '../classifier/open';
import type { PictureModel } from '../use/model';
import type { TokenGrid } from '../use/source';

/** What an evaluation needs. */
export interface EvaluationRequest {
  readonly model: PictureModel;
  readonly train: ImageSet;
  /** Pictures that the model never saw. */
  readonly test: ImageSet;
  readonly grid: TokenGrid;
  readonly classifier: OpenClassifier;
  /** Attributes that are also measured by themselves; none without it. */
  readonly shown?: readonly string[];
  readonly key: Key;
  /** Most pictures for any of the measures. */
  readonly count: number;
  /** Called between the parts; what it throws ends the evaluation. */
  readonly pause: () => Promise<void>;
}

/** Pictures that a model is asked for at a time, so that signals get through. */
export const CHUNK = 250;
