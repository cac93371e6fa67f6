import { complete, type GanModel } from '@bcl/gan';
import type { Task } from '@bcl/masks';
import type { Key } from '@bcl/random';
import type { PlaneTruth } from './truth';

/**
 * Answers to a matching: for each of N points, x_S as it is and x_T drawn anew; flat N × 2. A coordinate that is neither may be
 * anything.
 */
export type Answers = (task: Task, points: Float64Array, key: Key) => Float64Array;

/** What a network answers, which sees coordinates divided by the scale of the truth. */
export function networkAnswers(model: GanModel, { scale }: PlaneTruth): Answers {
  return ({ source, target }, points, key) => {
    const rows = networkRows(points, scale);
    const answered = complete(model, rows, source, { target, key, batch: 500 });
    const own = Float64Array.from(answered, (value) => value * scale);
    // What was given went through single precision; it is the point's own.
    for (const at of source) for (let i = at; i < own.length; i += 2) own[i] = points[i];
    return own;
  };
}

/** Points as a network sees them. */
export function networkRows(points: Float64Array, scale: number): Float32Array {
  return Float32Array.from(points, (value) => value / scale);
}
