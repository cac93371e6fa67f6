import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runOrThrow } from '@bcl/errors';
import { createRunFolder, type RunFolder } from '@bcl/lab';

/** A run folder in a temporary place, and what removes it. */
export async function temporaryRunFolder(): Promise<{ readonly folder: RunFolder; readonly remove: () => void }> {
  const place = mkdtempSync(path.join(tmpdir(), 'experiments-'));
  const folder = await runOrThrow(
    createRunFolder(path.join(place, 'run'), {
      schema: 1,
      app: 'test',
      command: 'test',
      options: {},
      seeds: [0],
      versions: {},
      platform: {},
      data: [],
      state: 'running',
      started: '2026-01-02T03:04:05.678Z',
      resumed: [],
    }),
  );
  return { folder, remove: () => rmSync(place, { recursive: true, force: true }) };
}
