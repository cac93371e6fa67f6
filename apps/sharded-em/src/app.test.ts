import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inlineExecutor, startWorker, taskNamed } from '@bcl/distributed';
import { runOrThrow } from '@bcl/errors';
import { commandLine } from '@bcl/experiments/testing';
import { describeWithRedis, startRedis, type RedisServer } from '@bcl/distributed/testing';
import { app } from './app';

jest.setTimeout(60_000);

let directory: string;
beforeEach(() => (directory = realpathSync(mkdtempSync(path.join(tmpdir(), 'sharded-')))));
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const start = (argv: readonly string[], interruptAt?: string) => commandLine(app, directory, argv, interruptAt);
const json = (name: string) => JSON.parse(readFileSync(path.join(directory, name), 'utf8')) as Record<string, unknown>;
const small = ['--rows', '300', '--sample', '100', '--components', '2', '--tolerance', '0', '--split', '3'];
const table = (rows: number): string =>
  Array.from(
    { length: rows },
    (_, n) => `${(n % 2) * 9 + ((n * 7) % 11)},${n % 13 === 0 ? '' : ((n * 5) % 17) / 3}`,
  ).join('\n');

describe('a fit over shards', () => {
  it('runs on simulated shards, and leaves mixture, checkpoint, timings and report', async () => {
    const { code, stdout, stderr } = await start([...small, '--threads', '2', '--passes', '3', '--out', 'run']);
    expect({ code, failed: /^sharded-em: .*/m.exec(stderr)?.[0] }).toEqual({ code: 0, failed: undefined });
    expect(stdout).toContain('3 shards on local, 2 threads');
    expect(stdout).toMatch(/300 rows: -\d+\.\d{6} nats per row/);
    expect(readdirSync(path.join(directory, 'run/shards'))).toEqual(['part-000.f32', 'part-001.f32', 'part-002.f32']);
    expect(json('run/mixture.json')).toMatchObject({ format: 'bcl-gaussian-mixture', covarianceType: 'full' });
    expect(json('run/checkpoint.json')).toMatchObject({ state: { pass: 3, rows: 300 } });
    expect(json('run/timings.json')).toMatchObject(
      ['look', 'em', 'em', 'em', 'score'].map((kind) => ({ kind, jobSeconds: { length: 3 } })),
    );
    const report = readFileSync(path.join(directory, 'run/report.html'), 'utf8');
    for (const title of ['Log-likelihood after each pass', 'What a pass takes', 'overhead'])
      expect(report).toContain(title);
  });

  it('that was stopped goes on from its checkpoint to the same mixture', async () => {
    const argv = [...small, '--threads', '1', '--passes', '4'];
    expect((await start([...argv, '--out', 'whole'])).code).toBe(0);
    const stopped = await start([...argv, '--out', 'parts'], 'pass 2');
    expect(stopped.code).toBe(130);
    expect(stopped.stderr).toContain(`--resume ${directory}/parts`);
    expect(existsSync(path.join(directory, 'parts/mixture.json'))).toBe(false);
    const resumed = await start(['--resume', 'parts']);
    expect(resumed.code).toBe(0);
    expect(resumed.stdout).toMatch(/from pass [123]/);
    expect(json('parts/mixture.json')).toEqual(json('whole/mixture.json'));
    expect(json('parts/timings.json')).toHaveLength(6);
  });

  it('takes a folder of CSV files with gaps', async () => {
    mkdirSync(path.join(directory, 'rows'));
    for (const part of [0, 1]) writeFileSync(path.join(directory, `rows/part-${part}.csv`), table(60 + part));
    const { code, stdout } = await start([
      '--shards',
      'rows',
      '--components',
      '2',
      '--passes',
      '2',
      '--threads',
      '1',
      '--out',
      'run',
    ]);
    expect(code).toBe(0);
    expect(stdout).toContain('121 rows');
    expect(existsSync(path.join(directory, 'run/shards'))).toBe(false);
  });
});

describeWithRedis('a fit over shards on a queue', () => {
  let redis: RedisServer;
  beforeAll(async () => (redis = await startRedis(['--requirepass', 'sesame'])));
  afterAll(() => redis.dispose());

  it('is that of threads, and leaves the password nowhere', async () => {
    writeFileSync(path.join(directory, 'rows.csv'), table(90));
    const argv = ['--shards', 'rows.csv', '--components', '2', '--passes', '2', '--tolerance', '0', '--split', '3'];
    expect((await start([...argv, '--threads', '1', '--out', 'here'])).code).toBe(0);
    const url = `redis://:sesame@127.0.0.1:${redis.port}`;
    const worker = await runOrThrow(startWorker({ url, queue: 'mine', executor: inlineExecutor(), taskNamed }));
    const { code, stdout, stderr } = await start([...argv, '--redis', url, '--queue', 'mine', '--out', 'queued']);
    await worker.close();
    expect({ code, failed: /^sharded-em: .*/m.exec(stderr)?.[0] }).toEqual({ code: 0, failed: undefined });
    expect(stdout).toContain(`on redis://127.0.0.1:${redis.port}, queue mine`);
    const [queued, here] = ['queued', 'here'].map((run) => (json(`${run}/mixture.json`).means as number[]).flat());
    expect(queued).toHaveLength(4);
    queued.forEach((mean, i) => expect(mean).toBeCloseTo(here[i], 9));
    expect(await redis.keys()).toEqual([]);
    const files = readdirSync(path.join(directory, 'queued'), { recursive: true, withFileTypes: true });
    for (const file of files.filter((entry) => entry.isFile()))
      expect(readFileSync(path.join(file.parentPath, file.name), 'utf8')).not.toContain('sesame');
  });
});

describe('bad input: one line, exit code 2, nothing left', () => {
  it.each<[readonly string[], string]>([
    [['--shards', 'nowhere'], 'there is no such file'],
    [['--shards', 'a.f32'], 'columns is not given'],
    [['--shards', 'a.f32', '--columns', '3'], 'no whole number of rows of 3 float32 numbers'],
    [['--shards', 'a.dat', '--columns', '2'], 'cannot be told from its name'],
    [['--shards', 'text.csv'], '"b" is not a number'],
    [['--redis', 'redis://127.0.0.1:1'], 'No Redis answers'],
    [['--shards', 'empty.json'], 'the manifest has no list of shards'],
    [['--columns', '3'], '--columns and --type belong to --shards'],
    [['--components', '0'], "--components is '0'"],
    [['--threads', '0'], "--threads is '0'"],
    [['--seeds', '2'], 'one run fits one mixture'],
    [['--queue', 'mine'], 'a queue is named, but no Redis'],
    [['--redis', 'redis://127.0.0.1:1', '--threads', '2'], 'threads and Redis exclude each other'],
  ])('%j', async (argv, message) => {
    const files: Record<string, string | Uint8Array> = {
      'a.f32': new Uint8Array(8),
      'a.dat': new Uint8Array(8),
      'text.csv': '1,2\n3,b\n',
      'empty.json': '{}',
    };
    for (const [name, content] of Object.entries(files)) writeFileSync(path.join(directory, name), content);
    const { code, stderr } = await start(argv);
    expect(stderr).toContain(message);
    expect(stderr).toMatch(/^sharded-em: [^\n]+\n$/);
    expect(code).toBe(2);
    expect(readdirSync(directory).sort()).toEqual(Object.keys(files).sort());
  });
});
