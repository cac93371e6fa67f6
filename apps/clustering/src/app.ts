import { runOrThrow } from '@bcl/errors';
import {
  clusteringClaim,
  clusteringSections,
  clusteringTable,
  compareOnTable,
  drawClusteringFigures,
  tablesOfThePaper,
  writeClusteringResults,
} from '@bcl/experiments';
import { defineApp, formatTable, summaryTable, writeReport } from '@bcl/lab';
import { filesOf, readTables } from './tables';

/** The app, without the process it runs in. */
export const app = defineApp({
  name: 'clustering',
  description:
    'Clusters tables with Gaussian mixtures: the paper’s tables by name, or your own file, missing cells included.',
  from: import.meta.url,
  seeds: { count: 3, quick: 1 },
  data: 'your own table (CSV, TSV, LIBSVM, MATLAB, IDX; .gz too), or with --dataset the folder that holds the named sets',
  options: {
    dataset: {
      kind: 'string',
      placeholder: 'NAME',
      description: `penguins, ${tablesOfThePaper.join(', ')}, connect-4, covtype, iris, or all for the paper’s table; penguins without --data`,
    },
    label: {
      kind: 'string',
      placeholder: 'COLUMN',
      description:
        'column of --data that holds the classes, by name or position (-1: the last); it is never fitted, only compared with',
    },
    test: {
      kind: 'path',
      placeholder: 'FILE',
      description: 'test part of --data; without it a fifth of the rows is held out',
    },
    drop: {
      kind: 'string',
      placeholder: 'COLUMNS',
      description:
        'columns of --data to leave out, such as identifiers and texts: names or positions, separated by commas',
    },
    missing: {
      kind: 'string',
      placeholder: 'TEXTS',
      description:
        'texts of --data that stand for a missing cell, separated by commas; empty, NA, N/A, NaN, ? and null always do',
    },
    header: {
      kind: 'choice',
      choices: ['yes', 'no'],
      description: 'whether the first row of --data names the columns; found out without it',
    },
    delimiter: {
      kind: 'choice',
      choices: ['comma', 'semicolon', 'tab', 'bar', 'space'],
      description: 'what separates the cells of --data; found out without it',
    },
    components: {
      kind: 'integer',
      min: 1,
      max: 10_000,
      description: 'number of components K; the set’s own, or the number of classes, without it',
    },
    floor: {
      kind: 'number',
      default: 0.01,
      min: 0,
      max: 1,
      unit: 'squared range of a feature',
      description: 'smallest eigenvalue of a covariance',
    },
    alpha: { kind: 'number', min: 0, max: 1e6, description: 'smoothing of the weights in BigLearn-EM; 1/K without it' },
    iterations: {
      kind: 'integer',
      default: 1000,
      quick: 10,
      min: 1,
      unit: 'matchings of 5 EM steps',
      description: 'length of BigLearn-EM; the authors’ script has 10000',
    },
    ablation: {
      kind: 'boolean',
      description:
        'compare our default with one of its parts taken away at a time, instead of with the other methods; --iterations and --alpha then have no effect',
    },
  },
  run: async ({ options, seeds, data, folder, signal, progress, print }) => {
    const { test, components } = options;
    const sources = await runOrThrow(readTables(options, data, signal));
    const grouped = sources.length > 1;
    const own = data !== undefined && options.dataset === undefined;
    const sections = [];
    for (const source of sources) {
      const table = components === undefined ? source : { ...source, components };
      await folder.addDataFiles(own ? [data, ...(test === undefined ? [] : [test])] : filesOf(table));
      print(
        `\n${table.name}: ${table.dataset.features.rows} rows, ${table.dataset.features.columns} features, ${table.components} components`,
      );
      if (own && table.note !== undefined) print(`Note: ${table.note}`);
      const group = grouped ? { group: table.name } : {};
      const comparison = await compareOnTable({ ...options, table, seeds, folder, signal, progress, ...group });
      const figures = await drawClusteringFigures(folder, table, comparison);
      const written = await writeClusteringResults(folder, table, comparison);
      print(formatTable(summaryTable(comparison.summary, clusteringTable(table.dataset.labels !== undefined))));
      print(`Clusters of every row (bcl, seed ${seeds[0]}) and more in ${folder.path}: ${written.join(', ')}`);
      sections.push(
        ...clusteringSections(table, figures, {
          ...(grouped ? { group: table.name } : {}),
          ...(options.ablation ? {} : { iterations: options.iterations }),
        }),
      );
    }
    await runOrThrow(
      writeReport(folder, {
        title: 'Clustering with Gaussian mixtures',
        // What the paper says of its tables says nothing about somebody's own.
        ...(own ? {} : { claim: clusteringClaim }),
        sections,
      }),
    );
  },
});
