import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { orThrow } from '@bcl/errors';
import { createGan, encodeCheckpoint, encodeModel, presets } from '@bcl/gan';
import { decodeIdx, drawnDigits, encodeIdx, encodePng } from '@bcl/images';
import { key } from '@bcl/random';
import { ownData, withWorkplace } from './app.fixture';
import { app as completeApp } from './complete-app';
import { app as generateApp } from './generate-app';

const size = { width: 8, depth: 1, heads: 2, hidden: 2 };
const layout = { kind: 'grid', height: 28, width: 28, channels: 1, patch: 7 } as const;
const state = createGan(key(1), { ...presets.mnist, layout, generator: size, discriminator: size });
const bytes = Buffer.from(encodeCheckpoint(state));

const workplace = withWorkplace();
const { file } = workplace;
beforeEach(() => writeFileSync(file('model.safetensors'), encodeModel(state)));

const shared = ['--quick', '--backend', 'wasm', '--checkpoint', 'model.safetensors'];
const complete = (...argv: string[]) => workplace.type(completeApp, [...shared, ...argv]);
const generate = (...argv: string[]) => workplace.type(generateApp, [...shared, ...argv]);
const idx = (name: string) => orThrow(decodeIdx(readFileSync(file(name)), name));
const picture = (name: string, side: number, value: (p: number) => number) =>
  encodePng({
    height: side,
    width: side,
    channels: 1,
    pixels: Uint8Array.from({ length: side * side }, (_, p) => value(p)),
  }).then((png) => writeFileSync(file(name), png));

describe('complete', () => {
  it('keeps what is given to the bit, draws the rest anew, and says that the digits are drawn', async () => {
    const { code, stdout } = await complete(
      '--rows',
      '3,7-8',
      '--samples',
      '2',
      '--source',
      'left',
      '--raw',
      'raw',
      '--out',
      'run',
    );
    expect(code).toBe(0);
    expect(stdout).toContain('drawn digits');
    expect(stdout).toContain('run/figures/completions.png');
    expect(idx('raw/images.idx').dimensions).toEqual([6, 28, 28]);
    const [images, originals, masks] = ['images', 'originals', 'masks'].map((name) => idx(`raw/${name}.idx`).data);
    const digits = drawnDigits({ count: 60, key: key('held-out digits') });
    expect(originals.subarray(784, 1568)).toEqual(digits.pixels.subarray(3 * 784, 4 * 784));
    expect(Array.from(idx('raw/labels.idx').data)).toEqual([3, 3, 7, 7, 8, 8].map((row) => digits.labels?.[row]));
    masks.forEach((given, i) => expect(given === 255).toBe(i % 28 < 14));
    expect(images.every((value, i) => masks[i] === 0 || value === originals[i])).toBe(true);
    expect(images.subarray(0, 784)).not.toEqual(images.subarray(784, 1568));
  });

  it('gives equal pictures for equal seeds, others for others', async () => {
    for (const [seed, out] of [
      ['1', 'a'],
      ['1', 'b'],
      ['2', 'c'],
    ])
      await complete('--seed', seed, '--raw', out, '--out', `run-${out}`);
    expect(idx('b/images.idx')).toEqual(idx('a/images.idx'));
    expect(idx('c/images.idx')).not.toEqual(idx('a/images.idx'));
  });

  it('takes a picture and a mask of your own, and the masks that it wrote', async () => {
    await picture('own.png', 56, (p) => p % 256);
    await picture('mask.png', 28, (p) => (p < 15 * 28 ? 255 : 0));
    const { code, stdout } = await complete(
      '--image',
      'own.png',
      '--source',
      './mask.png',
      '--samples',
      '1',
      '--raw',
      'raw',
      '--out',
      'run',
    );
    expect([code, stdout]).toEqual([0, expect.stringContaining('own.png, as 28 × 28 pixels') as string]);
    idx('raw/masks.idx').data.forEach((given, p) => expect(given).toBe(p < 14 * 28 ? 255 : 0));
    const again = await complete(
      '--count',
      '1',
      '--source',
      './raw/masks.idx',
      '--raw',
      'again',
      '--samples',
      '1',
      '--out',
      'run2',
    );
    expect(again.code).toBe(0);
    expect(idx('again/masks.idx')).toEqual(idx('raw/masks.idx'));
  });

  it('takes the last checkpoint of a run folder', async () => {
    const run = file('run/checkpoints');
    mkdirSync(run, { recursive: true });
    writeFileSync(path.join(run, 'step-000000001.safetensors'), 'an older one');
    writeFileSync(path.join(run, 'step-000000010.safetensors'), bytes);
    const { code, stdout } = await complete('--checkpoint', 'run', '--out', 'out');
    expect([code, stdout]).toEqual([0, expect.stringContaining('step-000000010.safetensors') as string]);
  });

  it.each([
    ['--rows', '60', 'numbered from 0 to 59'],
    ['--rows', 'all', "'all' is no number"],
    ['--source', 'random:2', "--source is 'random:2'"],
    ['--source', './nowhere.png', 'nowhere.png'],
    ['--source', './grey.png', 'grey'],
    ['--source', './small.png', 'must be 28 x 28'],
    ['--source', './white.png', 'gives every pixel'],
    ['--source', './three.idx', '3 masks for 2 pictures'],
    ['--image', 'broken.jpg', 'cannot be decoded'],
    ['--image', 'nowhere.jpg', 'nowhere.jpg'],
    ['--checkpoint', 'nowhere', 'Cannot read the file'],
    ['--checkpoint', 'empty', 'no checkpoint in the folder'],
    ['--checkpoint', 'plane.safetensors', 'not one for pictures'],
    ['--backend', 'abacus', "--backend is 'abacus'"],
    ['--raw', 'model.safetensors', 'model.safetensors is no folder'],
    ['--raw', 'model.safetensors/below', 'a part of the path is a file'],
    ['--samples', '400000', "--samples is '400000'"],
  ])('bad input is one line, exit code 2, and leaves nothing: %s %s', async (flag, value, message) => {
    mkdirSync(file('empty'));
    await picture('grey.png', 28, () => 128);
    await picture('small.png', 14, () => 255);
    await picture('white.png', 28, () => 255);
    writeFileSync(file('three.idx'), encodeIdx([3, 28, 28], new Uint8Array(3 * 784)));
    writeFileSync(file('broken.jpg'), 'not a picture');
    const small = { ...presets.plane, generator: size, discriminator: size };
    writeFileSync(file('plane.safetensors'), encodeModel(createGan(key(1), small)));
    const before = readdirSync(file());
    const { code, stderr } = await complete(flag, value);
    expect(stderr).toContain(message);
    expect(stderr).toMatch(/^mnist-gan-complete: [^\n]+\n$/);
    expect(code).toBe(2);
    expect(readdirSync(file())).toEqual(before);
  });

  it.each<[string, () => Uint8Array, string]>([
    ['cut off in its header', () => bytes.subarray(0, 100), 'cut.safetensors'],
    ['cut off in its weights', () => bytes.subarray(0, bytes.length - 1), 'cut.safetensors'],
    ['empty', () => Buffer.alloc(0), 'cut.safetensors'],
    ['another format', () => Buffer.from('{"weights": []}'.repeat(20)), 'cut.safetensors'],
    [
      'of another version',
      () => Buffer.from(bytes.toString('latin1').replace('"version":"1"', '"version":"9"'), 'latin1'),
      'version',
    ],
    [
      'with a changed weight',
      () => {
        const b = Buffer.from(bytes);
        b[b.length - 7] ^= 1;
        return b;
      },
      'cut.safetensors',
    ],
  ])('a checkpoint that is %s is one line', async (_, content, message) => {
    writeFileSync(file('cut.safetensors'), content());
    const { code, stderr } = await complete('--checkpoint', 'cut.safetensors');
    expect(stderr).toContain(message);
    expect(stderr).toMatch(/^mnist-gan-complete: [^\n]+\n$/);
    expect(code).toBe(2);
  });

  const whenThere = ownData === undefined ? it.skip : it;
  whenThere('refuses MNIST for a model of another size (skipped where BCL_DATA_DIR is not set)', async () => {
    const other = { ...layout, height: 14, width: 14 };
    writeFileSync(file('small.safetensors'), encodeModel(createGan(key(1), { ...state.config, layout: other })));
    const { code, stderr } = await complete('--checkpoint', 'small.safetensors', '--data', ownData ?? '');
    expect([code, stderr]).toEqual([2, expect.stringContaining('the model is for 14 × 14 × 1') as string]);
  });
});

describe('generate', () => {
  it('makes pictures from nothing', async () => {
    const { code, stdout } = await generate('--count', '12', '--raw', 'raw', '--out', 'run');
    expect([code, stdout]).toEqual([0, expect.stringContaining('run/figures/generated.png') as string]);
    expect(idx('raw/images.idx').dimensions).toEqual([12, 28, 28]);
    expect(readdirSync(file('raw'))).toEqual(['images.idx']);
    const report = readFileSync(file('run/report.html'), 'utf8');
    expect(report).toContain('12 pictures');
  });

  it('refuses more pictures than fit into memory before it makes one', async () => {
    const large = { ...layout, height: 112, width: 112, patch: 28 };
    writeFileSync(file('model.safetensors'), encodeModel(createGan(key(1), { ...state.config, layout: large })));
    const { code, stderr } = await generate('--count', '100000', '--out', 'run');
    expect([code, stderr]).toEqual([
      2,
      expect.stringMatching(/^mnist-gan-generate: --count is 100000[^\n]+\n$/) as string,
    ]);
    const few = await complete('--count', '60', '--samples', '1000', '--out', 'run');
    expect([few.code, few.stderr]).toEqual([
      2,
      expect.stringContaining('fewer --rows, --count or --samples') as string,
    ]);
  });

  it('refuses a file that is no model in one line', async () => {
    writeFileSync(file('model.safetensors'), 'nothing');
    const { code, stderr } = await generate();
    expect([code, stderr]).toEqual([2, expect.stringMatching(/^mnist-gan-generate: [^\n]+\n$/) as string]);
  });
});
