import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inlineExecutor, startWorker, taskNamed } from '@bcl/distributed';
import { runOrThrow } from '@bcl/errors';
import { commandLine } from '@bcl/experiments/testing';
import { describeWithRedis, startRedis, type RedisServer } from '@bcl/distributed/testing';
import { app } from './app';

jest.setTimeout(60_000);

let directory: string;
beforeEach(() => (directory = realpathSync(mkdtempSync(path.join(tmpdir(), 'sweep-')))));
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const start = (argv: readonly string[], interruptAt?: string) => commandLine(app, directory, argv, interruptAt);
const text = (name: string): string => readFileSync(path.join(directory, name), 'utf8');
const table = (): string => {
  const lines = Array.from(
    { length: 60 },
    (_, n) => `${(n % 3) * 5 + ((n * 7) % 11) / 11},${((n * 5) % 13) / 13},${'abc'[n % 3]}`,
  );
  return `x,y,kind\n${lines.join('\n')}\n`;
};
const own = [
  '--data',
  'trees.csv',
  '--label',
  'kind',
  '--components',
  '2,3',
  '--strategies',
  'joint',
  '--threads',
  '2',
];
const withoutSeconds = (csv: string): string[] =>
  csv.split('\n').map((line) =>
    line
      .split(',')
      .filter((_, column) => column !== 10)
      .join(),
  );

describe('a sweep', () => {
  it('runs on the default data, and leaves table, figures, summary and report', async () => {
    const argv = [
      '--quick',
      '--seeds',
      '1',
      '--components',
      '3,4',
      '--strategies',
      'joint',
      '--threads',
      '2',
      '--out',
      'run',
    ];
    const { code, stdout, stderr } = await start(argv);
    expect({ code, failed: /^sweep: .*/m.exec(stderr)?.[0] }).toEqual({ code: 0, failed: undefined });
    expect(stdout).toContain('4 fits on local, 2 threads: penguins (344 rows), 25-GMM (2000 rows)');
    const summary = JSON.parse(text('run/summary.json')) as { methods: { name: string; metrics: object }[] };
    expect(summary.methods.map(({ name }) => name)).toEqual(['joint, full, K=3', 'joint, full, K=4']);
    expect(Object.keys(summary.methods[0].metrics)).toContain('penguins/nmi');
    expect(text('run/table.csv').trim().split('\n')).toHaveLength(5);
    const report = text('run/report.html');
    for (const title of ['penguins: held-out log-likelihood', 'penguins: clusters against classes', '25-GMM: BIC'])
      expect(report).toContain(title);
  });

  it('that was stopped goes on, and comes to the table of an unbroken one', async () => {
    writeFileSync(path.join(directory, 'trees.csv'), table());
    const argv = [...own, '--seeds', '2', '--restarts', '2'];
    expect((await start([...argv, '--out', 'whole'])).code).toBe(0);
    const stopped = await start([...argv, '--out', 'parts'], '3/8 fits');
    expect(stopped.code).toBe(130);
    const before = text('parts/results.jsonl').trim().split('\n').length;
    expect(before).toBeGreaterThanOrEqual(3);
    expect(before).toBeLessThan(8);
    expect((await start(['--resume', 'parts'])).code).toBe(0);
    expect(withoutSeconds(text('parts/table.csv'))).toEqual(withoutSeconds(text('whole/table.csv')));
    expect(text('parts/results.jsonl').trim().split('\n')).toHaveLength(8);
  });

  it('shows a fit that cannot be done as a gap, and says why', async () => {
    writeFileSync(path.join(directory, 'trees.csv'), table());
    const { code, stdout } = await start([...own, '--components', '2,500', '--seeds', '1', '--out', 'run']);
    expect(code).toBe(0);
    expect(stdout).toContain('1 without a fit, for example: components is 500');
    expect(text('run/table.csv')).toContain('"components is 500');
  });
});

describeWithRedis('a sweep on a queue', () => {
  let redis: RedisServer;
  beforeAll(async () => (redis = await startRedis(['--requirepass', 'sesame'])));
  afterAll(() => redis.dispose());

  it('is that of threads, and leaves the password nowhere', async () => {
    writeFileSync(path.join(directory, 'trees.csv'), table());
    const argv = [...own.slice(0, -2), '--seeds', '1', '--restarts', '2'];
    expect((await start([...argv, '--threads', '1', '--out', 'here'])).code).toBe(0);
    const url = `redis://:sesame@127.0.0.1:${redis.port}`;
    const worker = await runOrThrow(startWorker({ url, queue: 'mine', executor: inlineExecutor(), taskNamed }));
    const { code, stdout, stderr } = await start([...argv, '--redis', url, '--queue', 'mine', '--out', 'queued']);
    await worker.close();
    expect({ code, failed: /^sweep: .*/m.exec(stderr)?.[0] }).toEqual({ code: 0, failed: undefined });
    expect(stdout).toContain(`on redis://127.0.0.1:${redis.port}, queue mine`);
    expect(withoutSeconds(text('queued/table.csv'))).toEqual(withoutSeconds(text('here/table.csv')));
    expect(await redis.keys()).toEqual([]);
    const files = readdirSync(path.join(directory, 'queued'), { recursive: true, withFileTypes: true });
    for (const file of files.filter((entry) => entry.isFile()))
      expect(readFileSync(path.join(file.parentPath, file.name), 'utf8')).not.toContain('sesame');
  });
});

describe('bad input: one line, exit code 2, nothing left', () => {
  it.each<[readonly string[], string]>([
    [['--components', '3,x'], "--components lists 'x'"],
    [['--components', '3,3'], '--components lists 3 twice'],
    [['--components', ''], "--components is ''"],
    [['--strategies', 'bcl,em'], "--strategies lists 'em'"],
    [['--covariances', 'round'], "--covariances lists 'round'"],
    [['--threads', '0'], "--threads is '0'"],
    [['--restarts', '0'], "--restarts is '0'"],
    [['--queue', 'mine'], 'a queue is named, but no Redis'],
    [['--redis', 'redis://127.0.0.1:1', '--threads', '2'], 'threads and Redis exclude each other'],
    [['--redis', 'redis://127.0.0.1:1'], 'No Redis answers'],
    [['--redis', 'http://127.0.0.1:1'], 'must begin with redis://'],
    [['--data', 'nowhere.csv'], 'There is no such file'],
    [['--data', 'a.csv', '--label', 'sort'], 'No column is called "sort"'],
    [['--data', 'a.csv'], '"a" is not a number'],
  ])('%j', async (argv, message) => {
    writeFileSync(path.join(directory, 'a.csv'), table());
    const { code, stderr } = await start(argv);
    expect(stderr).toContain(message);
    expect(stderr).toMatch(/^sweep: [^\n]+\n$/);
    expect(code).toBe(2);
    expect(readdirSync(directory)).toEqual(['a.csv']);
  });
});
