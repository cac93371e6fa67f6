import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { RunFolder } from '@bcl/lab';

/** A line of metrics.jsonl: the step, and the figures of that moment by name. */
export type HistoryLine = Readonly<Record<string, number>> & { readonly step: number };

/**
 * What a run has recorded, in order of steps. What was recorded after the checkpoint from which a run went on is left out, for those
 * steps were taken again.
 */
export async function readHistory(folder: Pick<RunFolder, 'path'>): Promise<readonly HistoryLine[]> {
  const text = await readFile(path.join(folder.path, 'metrics.jsonl'), 'utf8').catch(() => '');
  let lines: HistoryLine[] = [];
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const value = JSON.parse(line) as HistoryLine & { resumedAt?: number };
    const { resumedAt } = value;
    if (resumedAt === undefined) lines.push(value);
    else lines = lines.filter(({ step }) => step <= resumedAt);
  }
  return lines;
}

/** The places and values of one figure, where it was recorded. */
export function curveOf(history: readonly HistoryLine[], name: string): { readonly x: number[]; readonly y: number[] } {
  const lines = history.filter((line) => name in line);
  return { x: lines.map(({ step }) => step), y: lines.map((line) => line[name]) };
}
