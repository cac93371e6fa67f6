import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { expectNoLeaks, withBackend } from '@bcl/backend/testing';
import { temporaryRunFolder } from '@bcl/experiments/testing';
import { presets, type GanConfig } from '@bcl/gan';
import { drawnDigits } from '@bcl/images';
import type { Progress, RunFolder } from '@bcl/lab';
import { key } from '@bcl/random';
import { checkpointNames, lastCheckpoint, readCheckpoint } from './checkpoints';
import { curveOf, readHistory } from './history';
import { trainOnPictures, type PictureTraining } from './train';

withBackend();

const images = drawnDigits({ count: 40, key: key(1), size: 8 });
const size = { width: 8, depth: 1, heads: 2, hidden: 2 };
const config: GanConfig = {
  ...presets.mnist,
  layout: { kind: 'grid', height: 8, width: 8, channels: 1, patch: 4 },
  generator: size,
  discriminator: size,
  noise: { token: 2, shared: 2 },
};
const silent: Progress = { update: () => undefined, aside: (write) => write(), finish: () => undefined };

let folder: RunFolder;
let remove: () => void;
beforeEach(async () => ({ folder, remove } = await temporaryRunFolder()));
afterEach(() => remove());

const request = (changes: Partial<PictureTraining> = {}): PictureTraining => ({
  images,
  config,
  key: key(2),
  settings: { penalty: { weight: 1, every: 3 } },
  batch: 4,
  steps: 12,
  checkpointEvery: 4,
  recordEvery: 2,
  folder,
  signal: new AbortController().signal,
  progress: () => silent,
  clock: () => 0,
  pause: () => setImmediate(),
  ...changes,
});
/** As a kill would: in the middle of a step, with nothing said. */
const killAt = (step: number) => ({
  look: {
    due: (now: number) => now === step,
    at: () => Promise.reject(new Error('killed')),
  },
});

it('comes to the same bits after a kill, from the last checkpoint on, and tells each step once', async () => {
  const whole = await trainOnPictures(request());
  const history = await readHistory(folder);
  expect(curveOf(history, 'generatorLoss').x).toEqual([2, 4, 6, 8, 10, 12]);
  expect(curveOf(history, 'penalty').y.every(Number.isFinite)).toBe(true);
  remove();
  ({ folder, remove } = await temporaryRunFolder());
  await expect(trainOnPictures(request(killAt(7)))).rejects.toThrow('killed');
  expect(await checkpointNames(folder.path)).toEqual(['step-000000004.safetensors']);
  await expect(trainOnPictures(request(killAt(11)))).rejects.toThrow('killed');
  const parts = await trainOnPictures(request());
  expect(parts.state).toEqual(whole.state);
  expect((await readHistory(folder)).map(({ step, generatorLoss }) => [step, generatorLoss])).toEqual(
    history.map(({ step, generatorLoss }) => [step, generatorLoss]),
  );
});

it('keeps the last two checkpoints, of which the last can be read', async () => {
  const { state, checkpoint } = await trainOnPictures(request());
  expect(await checkpointNames(folder.path)).toEqual(['step-000000008.safetensors', 'step-000000012.safetensors']);
  expect(checkpoint).toBe('checkpoints/step-000000012.safetensors');
  const last = await lastCheckpoint(folder.path);
  expect((await readCheckpoint(last ?? '')).state).toEqual(state);
});

it('stops at Ctrl-C with a checkpoint of the step it is at', async () => {
  const controller = new AbortController();
  const look = {
    due: (step: number) => step === 6,
    at: () => {
      controller.abort();
      return Promise.resolve({});
    },
  };
  await expect(trainOnPictures(request({ signal: controller.signal, look }))).rejects.toThrow();
  expect(await checkpointNames(folder.path)).toEqual(['step-000000004.safetensors', 'step-000000006.safetensors']);
});

it('ends after the seconds it was given, those of earlier parts included', async () => {
  let time = 0;
  const clock = () => (time += 500); // a step takes half a second
  const first = await trainOnPictures(request({ clock, seconds: 2 }));
  expect([first.state.step, first.seconds]).toEqual([4, 2]);
  const second = await trainOnPictures(request({ clock, seconds: 3.5 }));
  expect([second.state.step, second.seconds]).toEqual([7, 3.5]);
  expect(curveOf(await readHistory(folder), 'stepsPerSecond').y).toEqual([2, 2, 2]);
});

it('records what a look finds', async () => {
  const look = { due: (step: number) => step % 6 === 0, at: () => Promise.resolve({ frechet: 3 }) };
  await trainOnPictures(request({ look }));
  expect(curveOf(await readHistory(folder), 'frechet')).toEqual({ x: [6, 12], y: [3, 3] });
});

it('begins with a state it is given, counting from 0', async () => {
  const { state } = await trainOnPictures(request({ steps: 4 }));
  remove();
  ({ folder, remove } = await temporaryRunFolder());
  const on = await trainOnPictures(request({ steps: 1, start: state }));
  expect(on.state.step).toBe(1);
  expect(on.state.generator).not.toEqual(state.generator);
  on.state.generator.forEach((weight, i) => expect(Math.abs(weight - state.generator[i])).toBeLessThan(0.02));
});

it('says that there is no checkpoint when it diverges at once', async () => {
  const wild = { learningRate: 1e30, beta1: 0, beta2: 0.99, epsilon: 1e-8 };
  const diverging = request({ settings: { generatorAdam: wild, discriminatorAdam: wild } });
  await expect(trainOnPictures(diverging)).rejects.toMatchObject({
    problem: { _tag: 'Diverged', message: expect.stringContaining('no checkpoint had been written') as string },
  });
});

it('keeps the steps before the one that diverges, and the checkpoint before them, and names them', async () => {
  await trainOnPictures(request({ steps: 4 }));
  // Steps with a penalty, every seventh, have a gradient beyond all limits.
  const diverging = request({ steps: 20, checkpointEvery: 4, settings: { penalty: { weight: 1e15, every: 7 } } });
  const { message } = await trainOnPictures(diverging).then(
    () => new Error('did not diverge'),
    (error: Error) => error,
  );
  // Steps are counted from 0: so many were taken.
  const step = Number(/diverged at step (\d+)/.exec(message)?.[1]);
  expect(step).toBeGreaterThan(5);
  const last = (await lastCheckpoint(folder.path)) ?? '';
  expect(path.basename(last)).toBe(`step-${String(step).padStart(9, '0')}.safetensors`);
  expect(message).toContain(last);
  expect(await checkpointNames(folder.path)).toHaveLength(2);
  const { state } = await readCheckpoint(last, config);
  expect(state.generator.every(Number.isFinite)).toBe(true);
});

it('says both when it diverges and the disk refuses the steps before', async () => {
  await trainOnPictures(request({ steps: 4 }));
  mkdirSync(path.join(folder.path, 'checkpoints', `.step-000000006.safetensors.${process.pid}.tmp`));
  const diverging = request({ steps: 20, checkpointEvery: 20, settings: { penalty: { weight: 1e15, every: 6 } } });
  const last = (await lastCheckpoint(folder.path)) ?? '';
  await expect(trainOnPictures(diverging)).rejects.toMatchObject({
    problem: {
      _tag: 'Diverged',
      message: expect.stringContaining(
        `last good checkpoint: ${last}): the steps before it could not be kept: Cannot write`,
      ) as string,
    },
  });
});

it('refuses a checkpoint that is damaged, or of another network, in one line', async () => {
  await trainOnPictures(request({ steps: 4 }));
  const other = { ...config, generator: { ...size, depth: 2 } };
  await expect(trainOnPictures(request({ config: other }))).rejects.toMatchObject({ problem: { _tag: 'WrongShape' } });
  const last = (await lastCheckpoint(folder.path)) ?? '';
  const bytes = readFileSync(last);
  writeFileSync(last, bytes.subarray(0, bytes.length / 2));
  await expect(trainOnPictures(request())).rejects.toMatchObject({ problem: { _tag: 'DamagedCheckpoint' } });
});

it('loses nothing when the disk refuses a checkpoint', async () => {
  await trainOnPictures(request({ steps: 4 }));
  // A folder where the next checkpoint's temporary file would go: the disk refuses it for everybody, root included.
  mkdirSync(path.join(folder.path, 'checkpoints', `.step-000000008.safetensors.${process.pid}.tmp`));
  await expect(trainOnPictures(request())).rejects.toMatchObject({ problem: { _tag: 'DiskRefused' } });
  expect(await checkpointNames(folder.path)).toEqual(['step-000000004.safetensors']);
  for (const name of readdirSync(path.join(folder.path, 'checkpoints')))
    if (name.endsWith('.tmp')) rmSync(path.join(folder.path, 'checkpoints', name), { recursive: true, force: true });
  expect((await trainOnPictures(request())).state.step).toBe(12);
});

it('leaves no tensor behind', async () => {
  await expectNoLeaks(async () => {
    await trainOnPictures(request({ steps: 2 }));
    remove();
    ({ folder, remove } = await temporaryRunFolder());
  });
});
