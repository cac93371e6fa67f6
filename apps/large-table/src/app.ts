import { defineApp } from '@bcl/lab';
import { runOrThrow } from '@bcl/errors';
import { requireMemory } from './memory';
import { fitSeed } from './fit-seed';
import { report } from './report';
import { openTable } from './table';
import type { Result } from './result';

/** The app, without the process it runs in. */
export const app = defineApp({
  name: 'large-table',
  description: 'Fits a Gaussian mixture to a file of rows that need not fit in memory; a stopped run loses seconds.',
  from: import.meta.url,
  seeds: { count: 1 },
  data: 'the rows: numbers one after the other (--type float32 or float64, with --columns), or CSV; .gz too. Without it a simulated file is written',
  failures: ['NumericalFailure'],
  options: {
    type: {
      kind: 'choice',
      choices: ['float32', 'float64', 'csv'],
      default: 'float32',
      description: 'how --data is written; binary numbers are little-endian, NaN is a missing cell',
    },
    columns: {
      kind: 'integer',
      min: 1,
      description: 'cells of a row; needed for binary --data, 16 for the simulated file',
    },
    rows: {
      kind: 'integer',
      default: 1_000_000,
      quick: 20_000,
      min: 1,
      description: 'rows of the simulated file; no use with --data',
    },
    components: { kind: 'integer', default: 32, quick: 4, min: 1, description: 'number of components K' },
    covarianceType: {
      kind: 'choice',
      choices: ['full', 'tied', 'diagonal', 'spherical'],
      default: 'full',
      description: 'which covariances the components have',
    },
    mode: {
      kind: 'choice',
      choices: ['passes', 'stepwise'],
      default: 'passes',
      description: 'passes: EM on all rows, pass after pass; stepwise: one pass, the mixture moves with every batch',
    },
    passes: { kind: 'integer', default: 20, quick: 3, min: 1, description: 'most EM passes over the file' },
    tolerance: {
      kind: 'number',
      default: 1e-5,
      min: 0,
      unit: 'nats per row',
      description: 'the passes end when the mean log-likelihood changes by less',
    },
    strategy: {
      kind: 'choice',
      choices: ['bcl', 'joint'],
      default: 'bcl',
      quick: 'joint',
      description: 'how the start is fitted to the sample: our default, or plain EM from k-means',
    },
    sample: {
      kind: 'integer',
      default: 20_000,
      quick: 2_000,
      min: 1,
      unit: 'rows',
      description: 'sample that the start is fitted to; with --mode stepwise the size of a batch',
    },
    threads: {
      kind: 'string',
      default: 'auto',
      placeholder: 'N',
      description: 'threads that share a pass: auto, or a number; the result is the same to the bit',
    },
    checkpoint: {
      kind: 'number',
      default: 10,
      min: 0,
      unit: 'seconds',
      description: 'time between two checkpoints; at most about this much of a pass is lost when the process is killed',
    },
  },
  run: async ({ options, seeds, data, folder, signal, progress, print }) => {
    requireMemory(options, data);
    const table = await openTable({ ...options, seed: seeds[0] }, data, folder, print);
    requireMemory({ ...options, columns: table.columns }, data);
    if (signal.aborted) return;
    const results: Result[] = [];
    for (const seed of seeds) {
      const result = await fitSeed({ ...options, seed, table, folder, signal, progress });
      // Stopped: what was done is in the checkpoint.
      if (result === undefined) return;
      results.push(result);
      print(
        `Seed ${seed}: mean log-likelihood ${result.logLikelihood.toFixed(6)}` +
          (result.rowsPerSecond === null ? '' : `, ${result.rowsPerSecond.toExponential(2)} rows a second`),
      );
    }
    await runOrThrow(report(folder, options, table, seeds, results));
  },
});
