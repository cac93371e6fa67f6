import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { networkCases } from './networks';
import { prepareTraining, timeTraining, tryBackend } from './time-training';

let folder = '';
const [{ config, batch }] = networkCases(['tiny']);
const files = () => ({ checkpoint: path.join(folder, 'tiny.safetensors'), rows: path.join(folder, 'tiny.f32') });
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'bcl-training-'));
  await prepareTraining({ config, batch, ...files() });
});
afterAll(() => rm(folder, { recursive: true }));

/** An instrument that shows so much more at each look. */
const ticking = (step: number) => {
  let now = 0;
  return () => (now += step);
};
const rising = () => {
  const now = ticking(1);
  return () => ({ now: now(), peak: 7 });
};
const time = (gamma: number, warmUp: number, steps: number) =>
  timeTraining(
    { ...files(), batch, gamma, warmUp, steps, backend: 'cpu' },
    { clock: ticking(10), processor: ticking(6), megabytes: rising() },
  );

describe('timeTraining', () => {
  it('times each step and leaves no tensor behind', async () => {
    expect(await time(0, 1, 3)).toMatchObject({
      ...{ milliseconds: [10, 10, 10], processorMilliseconds: 2, penalty: 0, tensorsAdded: 0 },
      megabytes: { afterWarmUp: 1, halfway: 2, end: 3, peak: 7 },
    });
  });

  it('says by logit and penalty what it began with, however it is warmed up', async () => {
    const [plain, steep, steeper] = [await time(0, 1, 1), await time(10, 1, 1), await time(20, 2, 1)];
    expect(steep.realLogit).toBeCloseTo(plain.realLogit, 6);
    expect(steeper.realLogit).toBeCloseTo(plain.realLogit, 6);
    expect(steep.penalty).toBeGreaterThan(0);
    expect(steeper.penalty / steep.penalty).toBeCloseTo(2, 5);
  });

  it('has rows of pixels in [-1, 1]', async () => {
    const pixels = new Float32Array((await readFile(files().rows)).slice().buffer);
    expect(pixels.length).toBe(batch * 16);
    expect(Math.min(...pixels)).toBeGreaterThanOrEqual(-1);
    expect(Math.max(...pixels)).toBeLessThanOrEqual(1);
    expect(Math.min(...pixels)).toBeLessThan(-0.5);
    expect(Math.max(...pixels)).toBeGreaterThan(0.5);
  });
});

it('tryBackend says what opens, and why another does not', async () => {
  expect(await tryBackend('cpu')).toMatchObject({ describe: expect.stringContaining('JavaScript') as string });
  expect(await tryBackend('abacus' as 'cpu')).toMatchObject({ why: expect.stringContaining('abacus') as string });
});
