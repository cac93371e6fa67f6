import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, readlink, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { HELP } from './arguments';
import { main } from './main';
import {
  changed,
  compilerOf,
  elf,
  fakeWorld,
  tensorflowWheel,
  unpackedTensorFlow,
  type FakeWorld,
} from './world.fixture';

let fake: FakeWorld;
beforeEach(async () => (fake = await fakeWorld()));
afterEach(() => fake.remove());

const NAME = 'cpu-2.21.0-tfjs-4.22.0-napi-v8-linux-x64';
const addonOf = ({ installed }: FakeWorld) => path.join(installed, 'lib/napi-v8/tfjs_binding.node');

/** Expects one complaint of one line, its exit code, no addon, and nothing left behind. */
async function expectRefusal(code: number, ...words: string[]) {
  const [wanted, given] = [words.slice(0, 1), words.slice(1)];
  expect([await main(given, fake.world), fake.complained]).toEqual([code, [expect.stringMatching(wanted[0])]]);
  expect(fake.complained[0]).toMatch(/^bcl-native: [^\n]+$/);
  await expectNothingLeft();
}

async function expectNothingLeft() {
  for (const folder of [fake.installed, path.join(fake.installed, 'native'), fake.cache])
    if (existsSync(folder)) expect((await readdir(folder)).filter((name) => name.startsWith('work-'))).toEqual([]);
}

describe('bcl-native', () => {
  it('shows its help', async () => {
    expect(await main(['--help'], fake.world)).toBe(0);
    expect(fake.said).toEqual([HELP]);
  });

  it('builds an addon against the wheel of pip, puts it in place and says what is there', async () => {
    expect(await main([], fake.world)).toBe(0);
    expect(fake.complained).toEqual([]);
    expect(fake.said.at(-1)).toBe('TensorFlow 2.21.0 on the CPU, built in 1.5 s');
    expect(JSON.parse(await readFile(addonOf(fake), 'utf8'))).toEqual({ version: '2.21.0' });
    expect(await readlink(path.join(fake.installed, 'lib'))).toBe(`native/${NAME}/lib`);
    const held = path.join(fake.installed, 'native', NAME);
    expect(await readdir(path.join(held, 'deps/lib'))).toEqual([
      'libtensorflow_cc.so.2',
      'libtensorflow_framework.so.2',
    ]);
    // Linked with the cache, not a second time on the disk.
    expect((await stat(path.join(held, 'deps/lib/libtensorflow_cc.so.2'))).nlink).toBe(2);
    expect(await readdir(fake.cache)).toEqual([NAME]);
    await expectNothingLeft();
  });

  it('keeps an addon that works', async () => {
    await main([], fake.world);
    expect(await main([], fake.world)).toBe(0);
    expect(fake.said.at(-1)).toMatch(/^Already there: TensorFlow 2.21.0 on the CPU/);
    expect(await fake.calls('python3')).toHaveLength(2);
  });

  it('replaces one that does not, and one that was built by hand', async () => {
    await mkdir(path.dirname(addonOf(fake)), { recursive: true });
    await mkdir(path.join(fake.installed, 'deps/lib'), { recursive: true });
    await writeFile(addonOf(fake), 'half an addon');
    expect(await main([], fake.world)).toBe(0);
    expect(fake.said[0]).toContain('does not do');
    expect(fake.said.at(-1)).toContain('TensorFlow 2.21.0');
    expect(existsSync(path.join(fake.installed, 'deps'))).toBe(false);
    await expectNothingLeft();
  });

  it('takes from the cache what was built before, without pip, and anew with --force', async () => {
    await main([], fake.world);
    await fake.program('c++', compilerOf({ version: '2.21.0', built: 'again' }));
    const calls = (await fake.calls('python3')).length;
    const other = await fakeWorld();
    const world = { ...other.world, environment: fake.world.environment };
    expect(await main([], world)).toBe(0);
    expect(other.said.at(-1)).toContain('taken from the cache');
    expect(await fake.calls('python3')).toHaveLength(calls);
    expect(await readFile(addonOf(other), 'utf8')).not.toContain('again');
    expect(await main(['--force'], world)).toBe(0);
    expect(await readFile(addonOf(other), 'utf8')).toContain('again');
    expect(await readdir(path.join(other.installed, 'native'))).toHaveLength(1);
    await other.remove();
  });

  it('builds against a folder where it lies, named from where the command was typed', async () => {
    const site = path.join(fake.folder, 'site-packages');
    await unpackedTensorFlow(path.join(site, 'tensorflow'), [
      'libtensorflow_cc.so.2',
      'libtensorflow_framework.so.2',
      'include/tensorflow/c/c_api.h',
    ]);
    await fake.program('c++', compilerOf({ version: '2.20.0', gpu: true }));
    expect(await main(['--tensorflow', 'site-packages'], fake.world)).toBe(0);
    expect(fake.said.at(-1)).toBe('TensorFlow 2.20.0 on the GPU, built in 1.5 s');
    const [, compiled] = await fake.calls('c++');
    expect(compiled).toContain(`${site}/tensorflow/libtensorflow_cc.so.2`);
    expect(compiled).toContain(`-Wl,-rpath,${site}/tensorflow`);
    expect(await fake.calls('python3')).toEqual([]);
  });

  it('builds against a wheel file', async () => {
    await writeFile(path.join(fake.folder, 'own.whl'), tensorflowWheel());
    expect(await main(['--tensorflow', 'own.whl'], fake.world)).toBe(0);
    expect(await fake.calls('python3')).toEqual([]);
  });

  it('with --gpu asks pip for tensorflow and for the CUDA libraries that its wheel names', async () => {
    const cuda = path.join(fake.folder, 'cuda');
    const wheels = path.join(fake.folder, 'wheels');
    await mkdir(cuda);
    await writeFile(
      path.join(wheels, 'tensorflow_cpu-2.21.0.whl'),
      tensorflowWheel({
        'tensorflow_cpu-2.21.0.dist-info/METADATA':
          'Requires-Dist: numpy>=1.26\nRequires-Dist: nvidia-cudnn-cu12<10.0,>=9.3; extra == "and-cuda"\n',
      }),
    );
    const { makeZip } = await import('./zip.fixture');
    await writeFile(
      path.join(cuda, 'nvidia_cudnn_cu12.whl'),
      makeZip({ 'nvidia/cudnn/lib/libcudnn.so.9': elf(), 'nvidia/cudnn/include/cudnn.h': '' }),
    );
    await fake.program(
      'python3',
      `[ "$3" = --version ] && exit 0
      case "$*" in *nvidia*) from=${cuda};; *) from=${wheels};; esac
      while [ "$1" != --dest ]; do shift; done
      /bin/cp $from/* "$2"`,
    );
    await fake.program('c++', compilerOf({ version: '2.21.0' }));
    expect(await main(['--gpu'], fake.world)).toBe(0);
    const [, first, second] = await fake.calls('python3');
    expect(first).toMatch(/ tensorflow>=2\.21,<2\.22$/);
    expect(second).toMatch(/ nvidia-cudnn-cu12<10\.0,>=9\.3$/);
    const deps = path.join(fake.installed, 'native/gpu-2.21.0-tfjs-4.22.0-napi-v8-linux-x64/deps');
    expect(await readdir(path.join(deps, 'nvidia/cudnn'))).toEqual(['lib']);
    expect(fake.said.at(-1)).toContain('TensorFlow 2.21.0 on the CPU, built in 1.5 s; it sees no GPU');
  });

  it.each([
    [['--nothing'], /Unknown option '--nothing'/],
    [['--tensorflow', 'nowhere'], /No such folder or wheel \(--tensorflow .*nowhere\)/],
    [['--tensorflow', '.'], /No TensorFlow in this folder/],
    [['--tensorflow', 'bin/c++'], /Not a folder, nor a wheel/],
    [['--tensorflow', 'none.whl'], /No such folder or wheel/],
  ])('answers %j with one line', async (words, line) => {
    const code = await main(words, fake.world);
    expect(fake.complained).toEqual([expect.stringMatching(line)]);
    expect(code).toBe(2);
    await expectNothingLeft();
  });

  it('refuses libraries for another processor', async () => {
    await unpackedTensorFlow(path.join(fake.folder, 'tf'), [
      'lib/libtensorflow.so',
      'lib/libtensorflow_framework.so',
      'include/tensorflow/c/c_api.h',
    ]);
    await writeFile(path.join(fake.folder, 'tf/lib/libtensorflow.so'), elf(0xb7));
    await expectRefusal(2, 'it is for another processor', '--tensorflow', 'tf');
  });

  it('refuses where the package is not installed', async () => {
    expect(await main([], changed(fake, { searchFrom: [fake.folder] }))).toBe(3);
    expect(fake.complained[0]).toMatch(
      /not installed.*npm install --ignore-scripts @tensorflow\/tfjs-node-gpu@4\.22\.0/,
    );
  });

  it('says what a compiler has against the source', async () => {
    await fake.program(
      'c++',
      `[ "$1" = --version ] && exit 0; echo 'a.cc:1: error: no such type' >&2; echo note >&2; exit 1`,
    );
    await expectRefusal(1, 'The addon does not compile .*: a.cc:1: error: no such type');
  });

  it('never puts an addon in place that does not train, and leaves the one from before', async () => {
    await main([], fake.world);
    await fake.program('c++', compilerOf({ version: '2.21.0', trained: 7 }));
    await expectRefusal(1, 'one training step gave 7, not 1.18', '--force');
    expect(await readFile(addonOf(fake), 'utf8')).not.toContain('trained');
  });

  it('stops when asked, in the middle of a download, and can be started again', async () => {
    await fake.program('python3', '[ "$3" = --version ] && exit 0; /bin/sleep 60');
    const running = main([], fake.world);
    while ((await fake.calls('python3')).length < 2) await new Promise((resolve) => setTimeout(resolve, 20));
    fake.stop();
    expect(await running).toBe(1);
    expect(fake.complained).toEqual(['bcl-native: Stopped; the addon that was there before is still there']);
    await expectNothingLeft();
  });

  it('takes away what a process left that was killed', async () => {
    const left = path.join(fake.cache, 'work-999999999-abc');
    await mkdir(left, { recursive: true });
    await mkdir(path.join(fake.cache, NAME));
    expect(await main([], fake.world)).toBe(0);
    expect(await readdir(fake.cache)).toEqual([NAME]);
    expect(existsSync(addonOf(fake))).toBe(true);
  });
});
