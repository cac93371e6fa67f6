import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tiny, ownData, withWorkplace } from './app.fixture';

jest.setTimeout(120_000);
const { start, file, json } = withWorkplace();

describe('drawn digits', () => {
  it('are learned, measured and shown; stopped by Ctrl-C they go on to the same bytes', async () => {
    const { code, stdout } = await start([...tiny, '--raw', 'raw', '--out', 'run']);
    expect(code).toBe(0);
    expect(stdout).toContain('40 drawn digits to learn from and 60 held out');
    expect(stdout).toContain('Backend: WebAssembly');
    const { methods } = json<{ methods: { name: string; metrics: Record<string, number[]> }[] }>('run/summary.json');
    expect(methods.map(({ name }) => name)).toEqual(['naive']);
    const [{ metrics }] = methods;
    expect(metrics.frechet[0]).toBeGreaterThan(metrics.frechetReal[0]);
    expect(metrics['given/left'][0]).toBe(0.5);
    expect(metrics['spread/0.5'][0]).toBeGreaterThan(0);
    for (const name of ['right', 'rightBlanked', 'rightMeanFilled', 'rightWhole'])
      expect(metrics[`${name}/random0.5`][0]).toBeLessThanOrEqual(1);
    const report = readFileSync(file('run/report.html'), 'utf8');
    expect(report).toContain('40 drawn digits');
    expect(report).toContain('on average over the warm start and the rest');
    expect(report).toContain('Extrapolated, not measured');
    for (const name of ['completions-random', 'completions-initial', 'samples'])
      expect(
        readFileSync(file(`run/figures/${name}.png`))
          .subarray(1, 4)
          .toString(),
      ).toBe('PNG');
    expect(readdirSync(file('raw')).sort()).toEqual(['generated', 'left', 'random', 'upper']);
    expect(readdirSync(file('raw/left')).sort()).toEqual(['images.idx', 'labels.idx', 'masks.idx', 'originals.idx']);
    const lines = readFileSync(file('run/metrics.jsonl'), 'utf8').split('\n');
    expect(lines.some((line) => line.includes('"frechet"'))).toBe(true);

    // Once more, stopped on the way. The options are those of the run.
    const stopped = await start([...tiny, '--out', 'parts', '--raw', 'raw2'], ' 75 %  3/4 steps');
    expect(stopped.code).toBe(130);
    expect(stopped.stderr).toContain('--resume');
    const last = 'checkpoints/step-000000004.safetensors';
    expect(readdirSync(file('parts/checkpoints'))).toEqual([
      'step-000000002.safetensors',
      'step-000000003.safetensors',
    ]);
    const refused = await start(['--resume', 'parts', '--width', '16']);
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('--width is 16') as string]);

    // A folder where the checkpoint's temporary file would go: the disk refuses it, as a full one does.
    const inTheWay = file(`parts/checkpoints/.step-000000004.safetensors.${process.pid}.tmp`);
    mkdirSync(inTheWay);
    const full = await start(['--resume', 'parts']);
    expect(full.code).toBe(2);
    expect(full.stderr).toMatch(/^mnist-gan: [^\n]*step-000000004\.safetensors[^\n]*$/m);
    expect(readdirSync(file('parts/checkpoints'))).toContain('step-000000003.safetensors');
    rmSync(inTheWay, { recursive: true });

    expect((await start(['--resume', 'parts'])).code).toBe(0);
    const weights = (run: string) => readFileSync(file(`${run}/${last}`)).subarray(-20_000);
    expect(weights('parts').equals(weights('run'))).toBe(true);
  });
});

describe('MNIST itself', () => {
  const whenThere = ownData === undefined ? it.skip : it;
  whenThere('is read from the folder in BCL_DATA_DIR (skipped where that is not set)', async () => {
    const { code, stdout } = await start([...tiny, '--data', ownData ?? '', '--out', 'run']);
    expect(code).toBe(0);
    expect(stdout).toContain('MNIST: 40 digits to learn from, 100 held out.');
    expect(json('run/manifest.json')).toMatchObject({ data: [{ bytes: 9912422 }, {}, {}, {}] });
  });
});
