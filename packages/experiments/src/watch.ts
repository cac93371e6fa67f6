import type { Mixture, Progress } from '@bcl/em';
import type { MethodTools } from '@bcl/lab';

/** A quantity along a fit, by EM passes over the data. */
export interface Curve {
  readonly passes: number[];
  readonly values: number[];
}

/** How a fit is watched. */
export interface WatchOptions {
  readonly tools: MethodTools;
  /** About how many EM passes the fit takes in all; it only scales the progress bar. */
  readonly expectedPasses: number;
  /** EM passes between two points of the curve. */
  readonly every: number;
  /** What the curve shows. */
  readonly measure: (mixture: Mixture) => number;
  /** The name under which the measure is reported. */
  readonly name: string;
}

/** A listener for `fit` that measures the model now and then, reports it, and keeps the curve. */
export function watchFit({ tools, expectedPasses, every, measure, name }: WatchOptions): {
  readonly onProgress: (progress: Progress) => void;
  /** Ends the curve with the value of the model that was returned: strategies also step on trials that they drop. */
  readonly end: (value: number) => Curve;
} {
  const curve: Curve = { passes: [], values: [] };
  let next = 1;
  let before = 0;
  let restart = 0;
  let last = 0;
  const onProgress = (progress: Progress): void => {
    if (progress.restart !== restart) {
      restart = progress.restart;
      before += last;
    }
    last = progress.passes;
    const passes = before + progress.passes;
    if (passes < next) return;
    next = passes + every;
    const value = measure(progress.mixture());
    curve.passes.push(passes);
    curve.values.push(value);
    tools.report(Math.min(0.99, passes / expectedPasses), { step: passes, [name]: value });
  };
  const end = (value: number): Curve => {
    const passes = before + last;
    if (passes > (curve.passes.at(-1) ?? 0)) {
      curve.passes.push(passes);
      curve.values.push(value);
    } else curve.values[curve.values.length - 1] = value;
    return curve;
  };
  return { onProgress, end };
}
