import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { commandLine } from '@bcl/experiments/testing';
import { app } from './app';

const own = process.env.BCL_DATA_DIR;
let directory: string;
jest.setTimeout(120_000);
beforeEach(() => {
  directory = realpathSync(mkdtempSync(path.join(tmpdir(), 'mnist-gan-')));
  // The app looks there by itself; what a test reads must not depend on whose machine it runs on.
  delete process.env.BCL_DATA_DIR;
});
afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
  if (own !== undefined) process.env.BCL_DATA_DIR = own;
});

const start = (argv: readonly string[], interruptAt?: string) => commandLine(app, directory, argv, interruptAt);
const file = (name: string) => path.join(directory, name);
const json = (name: string) => JSON.parse(readFileSync(file(name), 'utf8')) as Record<string, unknown>;
const metricsOf = (run: string) =>
  (json(`${run}/summary.json`).methods as { metrics: Record<string, readonly number[]> }[])[0].metrics;
const tiny = [
  ...['--quick', '--backend', 'wasm', '--count', '40', '--width', '8', '--patch', '14', '--batch', '4', '--steps', '4'],
  ...['--evaluate', '8', '--classifier-epochs', '1', '--checkpoint-every', '2', '--measure-every', '2'],
];

describe('other ways to train', () => {
  it('a joint-only network, a communicating one, and one that begins where another ended', async () => {
    expect((await start([...tiny, '--joint-only', '--out', 'joint'])).code).toBe(0);
    expect((json('joint/summary.json').methods as { name: string }[])[0].name).toBe('jointGAN');
    const settings = ['--objective', 'communication', '--tasks', 'uniform', '--pairing', 'relativistic'];
    const penalties = ['--fake-penalty', '1', '--penalty-form', 'finiteDifference', '--reconstruction', '10'];
    const classifier = ['--classifier', 'joint/classifier.bin'];
    const on = await start([...tiny, ...settings, ...penalties, ...classifier, '--from', 'joint', '--out', 'on']);
    expect(on.code).toBe(0);
    const recorded = readFileSync(file('on/metrics.jsonl'), 'utf8');
    for (const name of ['communicationLoss', 'reconstruction', 'penalty']) expect(recorded).toContain(`"${name}"`);
    const measured = await start([
      ...tiny,
      ...classifier,
      '--steps',
      '0',
      '--from',
      'on',
      '--beside',
      'joint',
      '--out',
      'measured',
    ]);
    expect(measured.code).toBe(0);
    expect(metricsOf('measured')).toEqual({ ...metricsOf('on'), stepsPerSecond: expect.anything() as unknown });
    expect(readFileSync(file('measured/report.html'), 'utf8')).toContain('Beside another run');
    const other = await start([...tiny, '--width', '16', '--from', 'joint', '--out', 'other']);
    expect(other.stderr).toContain('The checkpoint is of another network');
    expect(other.code).toBe(2);
  });

  it('a diverging run ends with one line and exit code 1', async () => {
    const { code, stderr } = await start([...tiny, '--reconstruction', '1e30', '--out', 'run']);
    const lines = stderr.split('\n').filter((line) => line.startsWith('mnist-gan: '));
    expect(lines).toEqual([expect.stringContaining('no checkpoint had been written yet') as string]);
    expect(code).toBe(1);
  });
});
