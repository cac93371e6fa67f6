import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { withBackend } from '@bcl/backend/testing';
import { temporaryRunFolder } from '@bcl/experiments/testing';
import { drawnDigits } from '@bcl/images';
import type { RunFolder } from '@bcl/lab';
import { key } from '@bcl/random';
import { digitAugmentation } from './augment';
import { JUDGE, judgeOf, type JudgeRequest } from './judge';

withBackend();

const [train, test] = [1, 2].map((seed) => drawnDigits({ count: 30, key: key(seed), size: 8 }));

let folder: RunFolder;
let remove: () => void;
beforeEach(async () => ({ folder, remove } = await temporaryRunFolder()));
afterEach(() => remove());

const kept = () => readFileSync(path.join(folder.path, JUDGE));

async function judge(changes: Partial<JudgeRequest>): Promise<void> {
  const found = await judgeOf({
    train,
    test,
    augmentation: digitAugmentation,
    epochs: undefined,
    file: undefined,
    shipped: undefined,
    folder,
    signal: new AbortController().signal,
    progress: () => ({ update: () => undefined, aside: (write) => write(), finish: () => undefined }),
    ...changes,
  });
  expect(found?.right).toBeGreaterThanOrEqual(0);
  found?.classifier.dispose();
}

/** A classifier that is there before the run. */
async function another(): Promise<{ readonly bytes: Buffer; readonly shipped: string }> {
  await judge({ epochs: 0.5 });
  const bytes = kept();
  remove();
  ({ folder, remove } = await temporaryRunFolder());
  const shipped = path.join(folder.path, 'shipped.bin');
  writeFileSync(shipped, bytes);
  return { bytes, shipped };
}

it('is copied into the run where it ships, and is then the run’s own', async () => {
  const { bytes, shipped } = await another();
  await judge({ shipped });
  expect(kept().equals(bytes)).toBe(true);
  writeFileSync(path.join(folder.path, JUDGE), 'no classifier');
  await expect(judge({ shipped })).rejects.toThrow(JUDGE);
});

it('is trained where epochs are asked for, and stays when the run is resumed; a file that is named comes before all', async () => {
  const { bytes, shipped } = await another();
  await judge({ shipped, epochs: 9 });
  const own = kept();
  expect(own.equals(bytes)).toBe(false);
  await judge({ shipped, epochs: 9 });
  await judge({ shipped });
  expect(kept().equals(own)).toBe(true);
  await judge({ file: shipped });
  expect(kept().equals(bytes)).toBe(true);
});
