import path from 'node:path';
import { gaussianGrid25, readDataset, stratifiedSplit, type Dataset } from '@bcl/datasets';
import type { FitData } from '@bcl/distributed';
import { orThrow, problem, ProblemError, runOrThrow } from '@bcl/errors';
import { readPenguins } from '@bcl/experiments';
import { fold, key } from '@bcl/random';

/** A data set of the sweep. */
export interface SweepData {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  readonly labelled: boolean;
  readonly fitted: FitData;
}

/** The default data: real ones with gaps and three species, simulated ones with 25 clusters. */
export const defaultData = (): SweepData[] => [
  splitOff(orThrow(readPenguins()), 'penguins'),
  splitOff(gaussianGrid25({ key: key(25), rows: 2000 }), '25-GMM'),
];

/** A table of the user's. */
export async function ownData(file: string, label: string | undefined): Promise<SweepData> {
  const column = label === undefined ? undefined : /^-?\d+$/.test(label) ? Number(label) : label;
  const read = await runOrThrow(readDataset(file, column === undefined ? {} : { label: column }));
  const name = path.basename(file).replace(/(?<=.)\.[a-z]+(\.gz)?$/i, '');
  const plain = name.replace(/[^\w.-]+/g, '-').replace(/^[-.]+|[-.]+$/g, '');
  return splitOff(read, plain === '' ? 'table' : plain);
}

/** A fifth of the rows is held out, the same for every fit, so that settings can be compared on it. */
function splitOff(set: Dataset, name: string): SweepData {
  const { rows, columns } = set.features;
  if (rows < 5 || (set.labels !== undefined && new Set(set.labels).size === rows))
    throw new ProblemError(
      problem('TooFewRows', {
        what: 'No fifth of the rows can be held out',
        where: name,
        why: `there are ${rows} rows`,
      }),
    );
  const { train, test } = stratifiedSplit(set, { key: fold(key(0), 'held out') });
  const labels = train.labels;
  return {
    name,
    rows,
    columns,
    labelled: labels !== undefined,
    fitted: { train: train.features, test: test.features, ...(labels === undefined ? {} : { labels }) },
  };
}
