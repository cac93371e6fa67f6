import { impute, orThrow, responsibilities } from '@bcl/em';
import type { Comparison, RunFolder } from '@bcl/lab';
import type { ClusteringFit } from './comparison';
import { shownFit } from './shown-fit';
import type { TableSource } from './tables';

/**
 * What a user wants to carry on with, from our default's fit of the first seed: `clusters.csv` (each row's cluster and its
 * probability), the mixture as JSON, and, where cells were missing, `filled.csv` in the table's own units.
 *
 * @returns the names of the files written
 */
export async function writeClusteringResults(
  folder: RunFolder,
  table: TableSource,
  comparison: Comparison<ClusteringFit>,
): Promise<string[]> {
  const { extra, model, scaler } = shownFit(table, comparison);
  const scaled = scaler.apply(table.dataset.features);
  const posterior = orThrow(responsibilities(model, scaled));
  const lines = ['row,cluster,probability'];
  for (let n = 0; n < posterior.rows; n++) {
    const shares = posterior.data.subarray(n * posterior.columns, (n + 1) * posterior.columns);
    const best = shares.indexOf(Math.max(...shares));
    lines.push(`${n},${best + 1},${shares[best].toPrecision(6)}`);
  }
  const names = [`${table.name}-clusters.csv`, `${table.name}-mixture.json`];
  await folder.writeFile(names[0], `${lines.join('\n')}\n`);
  await folder.writeJson(names[1], {
    units: { center: Array.from(scaler.center), scale: Array.from(scaler.scale) },
    mixture: extra.mixture,
  });
  if (!table.dataset.features.data.some(Number.isNaN)) return names;
  const filled = scaler.invert(orThrow(impute(model, scaled)));
  const cellsOf = (n: number): string =>
    table.dataset.featureNames
      .map((_, d) => {
        const at = n * filled.columns + d;
        const known = table.dataset.features.data[at];
        if (Number.isNaN(known)) return String(Number(filled.data[at].toPrecision(6)));
        return Object.is(known, -0) ? '-0' : String(known);
      })
      .join(',');
  const header = table.dataset.featureNames
    .map((name) => (/[",\r\n]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name))
    .join(',');
  await folder.writeFile(
    `${table.name}-filled.csv`,
    `${[header, ...Array.from({ length: filled.rows }, (_, n) => cellsOf(n))].join('\n')}\n`,
  );
  return [...names, `${table.name}-filled.csv`];
}
