import { chooseExecutor, sweep } from '@bcl/distributed';
import { runOrThrow } from '@bcl/errors';
import { defineApp, formatTable, summaryTable, writeReport } from '@bcl/lab';
import path from 'node:path';
import { defaultData, ownData } from './data';
import { settingsFrom } from './plan';
import { drawFigures, metricsOf, summaryOf, tableCsv, type VariedRow } from './results';

/** The app, without the process it runs in. */
export const app = defineApp({
  name: 'sweep',
  description:
    'Fits data sets with many settings, seeds and restarts: on the threads of this machine, or on all machines that share a Redis.',
  from: import.meta.url,
  seeds: { count: 5, quick: 2 },
  data: 'your own table (CSV, TSV, LIBSVM, MATLAB, IDX; .gz too); penguins and the 25-GMM without it',
  failures: ['JobFailed', 'Cancelled'],
  options: {
    label: {
      kind: 'string',
      placeholder: 'COLUMN',
      description: 'column of --data that holds the classes, by name or position; compared with, never fitted',
    },
    components: {
      kind: 'string',
      placeholder: 'LIST',
      default: '2,3,5,10,25',
      quick: '3,25',
      description: 'numbers of components, separated by commas',
    },
    strategies: {
      kind: 'string',
      placeholder: 'LIST',
      default: 'joint,bcl',
      description: 'ways to fit, separated by commas: bcl, joint, bigLearn',
    },
    covariances: {
      kind: 'string',
      placeholder: 'LIST',
      default: 'full',
      description: 'types of covariance, separated by commas: full, tied, diagonal, spherical',
    },
    restarts: {
      kind: 'integer',
      default: 1,
      min: 1,
      max: 1000,
      description: 'fits per seed, of which the one of the highest training likelihood counts',
    },
    threads: {
      kind: 'integer',
      min: 1,
      max: 1024,
      description: 'fits at a time on this machine; as many as it has cores without it',
    },
    redis: {
      kind: 'address',
      description: 'Redis or Valkey whose workers do the fits (redis://host:port); threads of this process without it',
    },
    queue: { kind: 'string', placeholder: 'NAME', description: 'queue of --redis that the workers listen to' },
  },
  run: async ({ options, seeds, data, folder, signal, progress, print }) => {
    const settings = settingsFrom(options);
    const sets = data === undefined ? defaultData() : [await ownData(data, options.label)];
    if (data !== undefined) await folder.addDataFiles([data]);
    // Started again with --resume, a run has the same name, and finds in the queue what it left there.
    const run = `${folder.manifest.app} ${folder.manifest.started}`;
    const { threads, redis, queue } = options;
    const executor = await runOrThrow(chooseExecutor({ threads, redis, queue, run, notice: print }));
    const total = sets.length * settings.length * seeds.length * options.restarts;
    print(`${total} fits on ${executor.name}: ${sets.map(({ name, rows }) => `${name} (${rows} rows)`).join(', ')}`);
    const bar = progress(total, 'fits');
    try {
      const rows = await runOrThrow(
        sweep(
          executor,
          {
            data: Object.fromEntries(sets.map(({ name, fitted }) => [name, fitted])),
            settings,
            seeds,
            restarts: options.restarts,
          },
          {
            results: path.join(folder.path, 'results.jsonl'),
            signal,
            onFit: ({ finished, job }) =>
              bar.update({ done: finished, label: `${job.data}, K=${job.setting.components}, seed ${job.seed}` }),
          },
        ),
      );
      bar.finish();
      const varied = rows as readonly VariedRow[];
      await folder.writeFile('table.csv', tableCsv(varied));
      const sections = [];
      for (const set of sets) {
        const own = varied.filter((row) => row.data === set.name);
        const summary = summaryOf(set, own, seeds);
        await folder.writeSummary(summary, set.name);
        const metrics = metricsOf(set).filter(({ name }) => name !== 'seconds');
        print(`\n${set.name}\n${formatTable(summaryTable(summary, { metrics }))}`);
        const failed = own.filter(({ scores }) => scores === undefined);
        if (failed.length > 0) print(`${failed.length} without a fit, for example: ${failed[0].failed ?? 'unknown'}`);
        sections.push({
          heading: `${set.name}: ${set.rows} rows, ${set.columns} columns`,
          text: 'Log-likelihoods are means per row. A fifth of the rows is held out, the same for all fits. Of several restarts the one of the highest training likelihood counts; neither classes nor held-out rows have a say.',
          table: { kind: 'table' as const, table: summaryTable(summary, { metrics }) },
          figures: await drawFigures(folder, set, own, seeds),
        });
      }
      print(`\nEvery fit in ${path.join(folder.path, 'table.csv')}, with its mixture in results.jsonl`);
      await runOrThrow(writeReport(folder, { title: 'A sweep of Gaussian mixtures', sections }));
    } finally {
      await executor.close();
    }
  },
});
