import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import { runOrThrow } from '@bcl/errors';
import { createRunFolder, reopenRunFolder } from './folder';
import { readManifest, type Manifest } from './manifest';
import { readSummary, type Summary } from './summary';

let directory: string;
beforeEach(() => (directory = mkdtempSync(path.join(os.tmpdir(), 'lab-folder-'))));
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const manifest: Manifest = {
  schema: 1,
  app: 'toy',
  command: 'pnpm start',
  options: { iterations: 3 },
  seeds: [0, 1],
  versions: { node: '20' },
  platform: { system: 'Linux' },
  data: [],
  state: 'running',
  started: '2026-01-02T03:04:05.678Z',
  resumed: [],
};
const make = (name = 'run') => runOrThrow(createRunFolder(path.join(directory, name), manifest));
const read = (...parts: string[]) => readFileSync(path.join(directory, ...parts), 'utf8');

describe('createRunFolder', () => {
  it('makes the folders above it and writes a manifest that reads back', async () => {
    const run = await make('a/b/run');
    expect(run.path).toBe(path.join(directory, 'a/b/run'));
    expect(await readManifest(run.path)()).toEqual(E.right(manifest));
    expect(readdirSync(run.path)).toEqual(['manifest.json']);
  });

  it('takes an empty folder, refuses a full one and a file', async () => {
    mkdirSync(path.join(directory, 'empty'));
    expect(E.isRight(await createRunFolder(path.join(directory, 'empty'), manifest)())).toBe(true);
    const full = await createRunFolder(path.join(directory, 'empty'), manifest)();
    expect(full).toMatchObject({ left: { _tag: 'FolderNotEmpty' } });
    writeFileSync(path.join(directory, 'file'), '');
    const file = await createRunFolder(path.join(directory, 'file/run'), manifest)();
    expect(file).toMatchObject({ left: { _tag: 'DiskRefused' } });
  });

  it('does not hang where new folders are refused as missing', async () => {
    if (!existsSync('/proc/self')) return;
    expect(await createRunFolder('/proc/no/run', manifest)()).toMatchObject({ left: { _tag: 'DiskRefused' } });
  });
});

describe('RunFolder', () => {
  it('adds lines to metrics.jsonl in order', async () => {
    const run = await make();
    await Promise.all([0, 1, 2].map((step) => run.record({ step, KL: step === 1 ? NaN : 0.5 })));
    expect(read('run/metrics.jsonl')).toBe('{"step":0,"KL":0.5}\n{"step":1,"KL":null}\n{"step":2,"KL":0.5}\n');
  });

  it('notes data files with their SHA-256, once each', async () => {
    writeFileSync(path.join(directory, 'data'), 'abc');
    const run = await make();
    await run.addDataFiles([path.join(directory, 'data')]);
    await run.addDataFiles([path.join(directory, 'data')]);
    const sha256 = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'; // FIPS 180-2, appendix B.1
    const data = [{ path: path.join(directory, 'data'), bytes: 3, sha256 }];
    expect(run.manifest.data).toEqual(data);
    expect(JSON.parse(read('run/manifest.json'))).toMatchObject({ data });
    await expect(run.addDataFiles([path.join(directory, 'none')])).rejects.toMatchObject({
      problem: { _tag: 'DiskRefused', message: expect.stringContaining('none') as string },
    });
  });

  it('notes described files as they are, and refuses other bytes under a noted name', async () => {
    const file = path.join(directory, 'data');
    writeFileSync(file, 'abc');
    const run = await make();
    const named = { path: 'glass/glass.mat', bytes: 9, sha256: '0'.repeat(64) };
    await run.addDataFiles([named, file]);
    expect(run.manifest.data).toMatchObject([named, { path: file, bytes: 3 }]);
    const before = run.manifest.data;
    writeFileSync(file, 'abd');
    await expect(run.addDataFiles([file])).rejects.toMatchObject({ problem: { _tag: 'DataChanged' } });
    expect(run.manifest.data).toEqual(before);
  });

  it('notes plugins, and refuses another one in a role that is filled', async () => {
    const run = await make();
    expect(run.manifest.plugins).toBeUndefined();
    const plugin = { role: 'objective', name: 'mine', version: '1.0.0', parameters: { alpha: 1 }, from: 'mine@1.0.0' };
    await run.addPlugin(plugin);
    await run.addPlugin(plugin);
    const before = read('run/manifest.json');
    expect(JSON.parse(before)).toMatchObject({ plugins: [plugin], state: 'running' });
    const found = await runOrThrow(readManifest(run.path));
    const again = await runOrThrow(reopenRunFolder(run.path, found));
    await again.addPlugin(plugin);
    const changed = again.addPlugin({ ...plugin, version: '2.0.0' });
    await expect(changed).rejects.toMatchObject({ problem: { _tag: 'PluginChanged' } });
    expect(read('run/manifest.json')).toBe(before);
  });

  it('reads JSON back, and a broken or missing file as undefined', async () => {
    const run = await make();
    await run.writeJson('deep/er/x.json', { a: [1, { b: null }], c: {} });
    expect(await run.readJson('deep/er/x.json')).toEqual({ a: [1, { b: null }], c: {} });
    writeFileSync(path.join(run.path, 'broken.json'), '{"a": ');
    expect(await run.readJson('broken.json')).toBeUndefined();
    expect(await run.readJson('missing.json')).toBeUndefined();
  });

  it('keeps figures in figures/ under plain names', async () => {
    const run = await make();
    expect(await run.writeFigure('kl.svg', '<svg/>')).toBe('figures/kl.svg');
    expect(read('run/figures/kl.svg')).toBe('<svg/>');
    await expect(run.writeFigure('../kl.svg', '')).rejects.toThrow("the figure's name is '../kl.svg'");
    await expect(run.writeFigure('kl.txt', '')).rejects.toThrow(TypeError);
  });

  it('joins the summaries of groups in one file of the schema', async () => {
    const run = await make();
    const summary = (value: number, seeds: readonly number[]): Summary => ({
      schema: 1,
      app: 'toy',
      seeds,
      methods: [{ name: 'EM', metrics: { nmi: seeds.map(() => value) }, seconds: seeds.map(() => 1) }],
    });
    await run.writeSummary(summary(0.5, [0, 1]), 'glass');
    await run.writeSummary(summary(0.7, [0, 1]), 'letter');
    await run.writeSummary(summary(0.9, [0]), 'vehicle'); // unfinished
    expect(await readSummary(run.path)()).toEqual(
      E.right({
        schema: 1,
        app: 'toy',
        seeds: [0, 1],
        methods: [{ name: 'EM', metrics: { 'glass/nmi': [0.5, 0.5], 'letter/nmi': [0.7, 0.7] }, seconds: [2, 2] }],
      }),
    );
  });

  it('writes its end into the manifest', async () => {
    const run = await make();
    await run.close('failed', new Date('2026-01-02T04:00:00Z'), 'It broke');
    expect(JSON.parse(read('run/manifest.json'))).toMatchObject({
      state: 'failed',
      ended: '2026-01-02T04:00:00.000Z',
      error: 'It broke',
    });
  });

  it('can be discarded with the folders made for it, but only while nothing else is in it', async () => {
    const run = await make('a/b');
    await run.record({ step: 0 });
    expect(await run.discardIfEmpty()).toBe(false);
    rmSync(path.join(run.path, 'metrics.jsonl'));
    expect(await run.discardIfEmpty()).toBe(true);
    expect(readdirSync(directory)).toEqual([]);
    mkdirSync(path.join(directory, 'mine'));
    expect(await (await make('mine')).discardIfEmpty()).toBe(true);
    expect(readdirSync(directory)).toEqual(['mine']);
  });
});

describe('reopenRunFolder', () => {
  it('drops an unfinished last line and keeps the rest', async () => {
    const run = await make();
    await run.record({ step: 0 });
    writeFileSync(path.join(run.path, 'metrics.jsonl'), '{"step":0}\n{"step":1');
    const again = await runOrThrow(reopenRunFolder(run.path, { ...manifest, resumed: ['2026-01-03T00:00:00.000Z'] }));
    await again.record({ step: 1 });
    expect(read('run/metrics.jsonl')).toBe('{"step":0}\n{"step":1}\n');
    expect(await again.discardIfEmpty()).toBe(false);
  });
});

describe('readManifest and readSummary', () => {
  it.each([
    ['{', 'is not JSON'],
    ['{"schema": 2}', 'not one of this version'],
    [JSON.stringify({ ...manifest, state: 'asleep' }), 'not one of this version'],
    [JSON.stringify({ ...manifest, options: { a: {} } }), 'not one of this version'],
  ])('refuse %s', async (text, message) => {
    writeFileSync(path.join(directory, 'manifest.json'), text);
    const found = await readManifest(directory)();
    expect(found).toMatchObject({ left: { _tag: 'NoRunFolder', message: expect.stringContaining(message) as string } });
  });

  it('read null as not finite, and refuse a summary without one value per seed', async () => {
    const file = path.join(directory, 'summary.json');
    const summary = {
      schema: 1,
      app: 'toy',
      seeds: [0, 1],
      methods: [{ name: 'EM', metrics: { KL: [1, null] }, seconds: [1, 2] }],
    };
    writeFileSync(file, JSON.stringify(summary));
    expect(await readSummary(directory)()).toMatchObject({ right: { methods: [{ metrics: { KL: [1, NaN] } }] } });
    writeFileSync(file, JSON.stringify({ ...summary, seeds: [0] }));
    expect(await readSummary(directory)()).toMatchObject({ left: { _tag: 'NoSummary' } });
    rmSync(file);
    expect(await readSummary(directory)()).toMatchObject({ left: { _tag: 'NoSummary' } });
  });
});
