import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import { unpackCuda, unpackTensorFlow } from './wheel';
import { elf, fakeWorld, tensorflowWheel, type FakeWorld } from './world.fixture';
import { makeZip } from './zip.fixture';

let fake: FakeWorld;
beforeEach(async () => (fake = await fakeWorld()));
afterEach(() => fake.remove());

async function unpack(bytes: Buffer) {
  const wheel = path.join(fake.folder, 'a.whl');
  await writeFile(wheel, bytes);
  return unpackTensorFlow(wheel, path.join(fake.folder, 'built'), path.join(fake.folder, 'work'), fake.world.signal);
}

describe('unpackTensorFlow', () => {
  it('unpacks the libraries and the headers of the C interface, and nothing else', async () => {
    const unpacked = await unpack(tensorflowWheel());
    const include = path.join(fake.folder, 'work/include');
    const lib = path.join(fake.folder, 'built/deps/lib');
    expect(unpacked).toEqual(
      E.right({
        libraries: [path.join(lib, 'libtensorflow_cc.so.2'), path.join(lib, 'libtensorflow_framework.so.2')],
        include,
        runPath: '$ORIGIN/../../deps/lib',
        cuda: [],
      }),
    );
    expect(await readFile(path.join(include, 'tensorflow/c/c_api.h'), 'utf8')).toBe('// the C interface');
    expect((await readdir(include, { recursive: true })).filter((name) => name.endsWith('.h'))).toHaveLength(2);
    expect(await readdir(lib)).toHaveLength(2);
  });

  it('reads what CUDA the wheel wants, in both spellings', async () => {
    const METADATA = [
      'Requires-Dist: absl-py>=1.0.0',
      'Requires-Dist: nvidia-cublas-cu12<13.0,>=12.5; extra == "and-cuda"',
      "Requires-Dist: nvidia-cudnn-cu12 (<10.0,>=9.3) ; extra == 'and-cuda'",
      'Requires-Dist: tensorflow-io; extra == "gcs-filesystem"',
    ].join('\n');
    expect(await unpack(tensorflowWheel({ 'tensorflow_cpu-2.21.0.dist-info/METADATA': METADATA }))).toMatchObject({
      right: { cuda: ['nvidia-cublas-cu12<13.0,>=12.5', 'nvidia-cudnn-cu12<10.0,>=9.3'] },
    });
  });

  it('writes nothing outside, whatever the names say', async () => {
    const climbing = 'tensorflow/include/tensorflow/c/../../../../../../evil.h';
    expect(E.isRight(await unpack(tensorflowWheel({ [climbing]: 'evil' })))).toBe(true);
    expect(await readdir(fake.folder)).not.toContain('evil.h');
    expect(await readdir(fake.folder, { recursive: true })).not.toContainEqual(expect.stringContaining('evil'));
  });

  it('refuses a wheel of something else, and one that is damaged', async () => {
    expect(await unpack(makeZip({ 'numpy/core.py': '' }))).toMatchObject({
      left: { _tag: 'BadInput', message: expect.stringContaining('no C library of TensorFlow') as string },
    });
    expect(await unpack(tensorflowWheel().subarray(0, 300))).toMatchObject({
      left: { _tag: 'BadInput', message: expect.stringContaining('cut off') as string },
    });
  });
});

describe('unpackCuda', () => {
  it('unpacks libraries to where those of TensorFlow look for them', async () => {
    const wheel = path.join(fake.folder, 'b.whl');
    const files = {
      'nvidia/cublas/lib/libcublas.so.12': elf(),
      'nvidia/cublas/include/cublas.h': '',
      'nvidia/a/lib/../x.so': '',
    };
    await writeFile(wheel, makeZip(files));
    const built = path.join(fake.folder, 'built');
    expect(await unpackCuda(wheel, built, fake.world.signal)).toEqual(E.right(['nvidia/cublas/lib/libcublas.so.12']));
    expect(await readdir(path.join(built, 'deps/nvidia/cublas/lib'))).toEqual(['libcublas.so.12']);
  });
});
