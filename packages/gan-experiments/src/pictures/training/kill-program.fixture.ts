/** A training run as a process of its own, to be killed: `node kill-program.js RUN STEPS`. It goes on where there is a checkpoint. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { openBackend } from '@bcl/backend';
import { runOrThrow } from '@bcl/errors';
import { presets } from '@bcl/gan';
import { drawnDigits } from '@bcl/images';
import { createRunFolder, reopenRunFolder, type Manifest } from '@bcl/lab';
import { key } from '@bcl/random';
import { trainOnPictures } from './train';

const [run, steps] = process.argv.slice(2);
const manifest: Manifest = {
  schema: 1,
  app: 'kill',
  command: 'kill',
  options: {},
  seeds: [0],
  versions: {},
  platform: {},
  data: [],
  state: 'running',
  started: '2026-01-02T03:04:05.678Z',
  resumed: [],
};
const size = { width: 8, depth: 1, heads: 2, hidden: 2 };

async function main(): Promise<void> {
  await runOrThrow(openBackend({ name: 'wasm' }));
  const known = existsSync(path.join(run, 'manifest.json'));
  const folder = await runOrThrow(known ? reopenRunFolder(run, manifest) : createRunFolder(run, manifest));
  await trainOnPictures({
    images: drawnDigits({ count: 20, key: key(1), size: 8 }),
    config: {
      ...presets.mnist,
      layout: { kind: 'grid', height: 8, width: 8, channels: 1, patch: 4 },
      generator: size,
      discriminator: size,
      noise: { token: 2, shared: 2 },
    },
    key: key(2),
    settings: { penalty: { weight: 1, every: 3 } },
    batch: 4,
    steps: Number(steps),
    checkpointEvery: 5,
    recordEvery: 1,
    folder,
    signal: new AbortController().signal,
    progress: () => ({ update: () => undefined, aside: (write) => write(), finish: () => undefined }),
    clock: () => 0,
    pause: () => setImmediate(),
  });
}

void main();
