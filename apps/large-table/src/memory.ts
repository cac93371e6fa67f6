import { totalmem } from 'node:os';
import { memoryNeeded, type CovarianceType } from '@bcl/em';
import { ProblemError, problem } from '@bcl/errors';

/** Bytes that this process may use: those of the machine, or of its container where that has fewer. */
export function memoryAllowed(): number {
  const constrained = process.constrainedMemory();
  return constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
}

/** Stops before anything is read where the machine has too little memory for the fit. */
export function requireMemory(
  options: {
    readonly columns?: number | undefined;
    readonly components: number;
    readonly covarianceType: string;
    readonly sample: number;
  },
  data: string | undefined,
): void {
  const { columns = data === undefined ? 16 : 1, components, sample } = options;
  const covarianceType = options.covarianceType as CovarianceType;
  const needed = memoryNeeded({ rows: Infinity, dimension: columns, components, covarianceType, streaming: sample });
  const allowed = memoryAllowed();
  if (needed <= allowed) return;
  throw new ProblemError(
    problem('TooLittleMemory', {
      what: `The fit needs about ${gigabytes(needed)} GB of memory, and ${gigabytes(allowed)} GB are there`,
      why: `${components} ${covarianceType} components in ${columns} columns, and a sample of ${sample} rows, have to be held`,
      hint: 'use fewer components, a smaller sample, or --covariance-type diagonal',
    }),
  );
}

const gigabytes = (bytes: number): string => (bytes / 1e9).toPrecision(3);
