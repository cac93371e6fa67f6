import { conditional } from '@bcl/masks';
import { fold, normal } from '@bcl/random';
import type { Key } from '@bcl/random';
import { haarOrthogonal } from '@bcl/transforms';
import type { Learner } from './learner';
import { matchingSampler } from './matching-sampler';

/** Every step leaves its trace in the state, so that two runs end equal only if all their steps were. For tests. */
export interface ToyState {
  readonly steps: number;
  readonly trace: Float64Array;
}

/** A learner whose state mixes what it is given: its own draw, the batch, the task and the transform. For tests. */
export const toyLearner: Learner<ToyState, Float64Array, { readonly drawn: number }, string> = {
  init: (key, batch) => ({ steps: 0, trace: normal(key, batch.length) }),
  step: (key, state, batch, { task, transform, objective }) => {
    const [drawn] = normal(key, 1);
    const seen = drawn + transform.linear[0] + objective.length;
    const trace = state.trace.map((value, i) => {
      const role = task.target.includes(i) ? 2 : task.source.includes(i) ? 3 : 5;
      return Math.sin(value + role * batch[i] + seen);
    });
    return [{ steps: state.steps + 1, trace }, { drawn }];
  },
};

/** Everything about a run of the toy learner but its length. For tests. */
export function toyPlan(key: Key) {
  return {
    key,
    dimension: 4,
    matchings: matchingSampler({ task: conditional(0.5, 0.5), transform: haarOrthogonal, objective: 'any' }),
    batches: (batchKey: Key, step: number) => normal(fold(batchKey, step % 3), 4),
  };
}
