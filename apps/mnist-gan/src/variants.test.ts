import { readFileSync } from 'node:fs';
import { tiny, withWorkplace } from './app.fixture';

jest.setTimeout(120_000);
const { start, file, json } = withWorkplace();
interface Measured {
  readonly methods: readonly { readonly name: string; readonly metrics: Readonly<Record<string, readonly number[]>> }[];
}
const metricsOf = (run: string) => json<Measured>(`${run}/summary.json`).methods[0].metrics;

describe('other ways to train', () => {
  it('a joint-only network, a communicating one, and one that begins where another ended', async () => {
    expect((await start([...tiny, '--joint-only', '--out', 'joint'])).code).toBe(0);
    expect(json<Measured>('joint/summary.json').methods[0].name).toBe('jointGAN');
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
