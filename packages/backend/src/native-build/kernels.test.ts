import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { kernelsFor } from './kernels';
import { main } from './main';
import { changed, compilerOf, fakeWorld, type FakeWorld } from './world.fixture';

const AVX2 = ['avx2', 'fma', 'bmi1', 'bmi2', 'f16c', 'movbe', 'abm'];
const AVX512 = [...AVX2, 'avx512f', 'avx512bw', 'avx512cd', 'avx512dq', 'avx512vl'];
const NAME = 'cpu-2.21.0-tfjs-4.22.0-napi-v8-linux-x64-kernels';
const addonOf = ({ installed }: FakeWorld) => path.join(installed, 'lib/napi-v8/tfjs_binding.node');

/** A world with sources of kernels on a processor. */
async function worldWith(processorFlags: readonly string[], arch = 'x64'): Promise<FakeWorld> {
  const fake = await fakeWorld({ processorFlags, arch });
  await mkdir(fake.world.kernelSources);
  await writeFile(path.join(fake.world.kernelSources, 'kernels.cc'), '// kernels');
  await fake.program('c++', compilerOf({ version: '2.21.0', gelu: 0.845796 }));
  return fake;
}

/** Writes other sources, as a newer version of the package has them. */
const renew = ({ world }: FakeWorld) => writeFile(path.join(world.kernelSources, 'kernels.cc'), '// newer kernels');

let fake: FakeWorld;
beforeEach(async () => (fake = await worldWith(AVX2)));
afterEach(() => fake.remove());

describe('kernelsFor', () => {
  it.each([
    ['AVX-512', AVX512, 'x64', 4, '-march=x86-64-v4'],
    ['AVX2', AVX2, 'x64', 3, '-march=x86-64-v3'],
    ['an ARM', [], 'arm64', 0, '-O3'],
  ])('is told of %s', async (_, flags, arch, level, told) => {
    const other = await worldWith(flags, arch);
    const kernels = await kernelsFor(other.world);
    expect(kernels?.level).toBe(level);
    expect(kernels?.flags).toContain(told);
    expect(kernels?.key).toMatch(level === 0 ? /^arm64-[0-9a-f]{12}$/ : new RegExp(`^v${level}-[0-9a-f]{12}$`));
    await other.remove();
  });

  it('has none for an old processor, where the user wants none, and where the sources are not', async () => {
    const old = changed(fake, { machine: { ...fake.world.machine, processorFlags: ['sse4_2'] } });
    expect(await kernelsFor(old)).toBeUndefined();
    expect(await kernelsFor(changed(fake, { environment: { BCL_KERNELS: 'off' } }))).toBeUndefined();
    expect(await kernelsFor(changed(fake, { kernelSources: path.join(fake.folder, 'nowhere') }))).toBeUndefined();
  });

  it('has another key for other sources', async () => {
    const before = await kernelsFor(fake.world);
    expect((await kernelsFor(fake.world))?.key).toBe(before?.key);
    await renew(fake);
    expect((await kernelsFor(fake.world))?.key).not.toBe(before?.key);
  });
});

describe('bcl-native with kernels', () => {
  it('compiles them for the processor, proves one and says so', async () => {
    expect(await main([], fake.world)).toBe(0);
    expect(fake.said.at(-1)).toBe('TensorFlow 2.21.0 on the CPU with kernels of our own, built in 1.5 s');
    const [, kernels, addon] = await fake.calls('c++');
    expect(kernels).toContain('-march=x86-64-v3');
    expect(kernels).toMatch(/ -c \S+\/native\/kernels\.cc -o \S+\/kernels\.o$/);
    expect(addon).toMatch(/ -DBCL_LEVEL=3 .*\/native\/start\.cc \S+\/kernels\.o/);
  });

  it('keeps an addon with these kernels, and replaces one with older ones', async () => {
    await main([], fake.world);
    expect(await main([], fake.world)).toBe(0);
    expect(fake.said.at(-1)).toMatch(/^Already there: .* with kernels of our own/);
    await renew(fake);
    expect(await main([], fake.world)).toBe(0);
    expect(fake.said.at(-1)).toMatch(/with kernels of our own, built in/);
    const { key } = (await kernelsFor(fake.world)) ?? {};
    // Those from before are of no further use to anyone.
    expect(await readdir(fake.cache)).toEqual([`${NAME}-${key ?? ''}`]);
    const held = path.join(fake.installed, 'native', `${NAME}-${key ?? ''}`);
    expect(JSON.parse(await readFile(path.join(held, 'addon.json'), 'utf8'))).toMatchObject({ kernels: key });
  });

  it('keeps an older one that works where no newer one can be made', async () => {
    await main([], fake.world);
    await renew(fake);
    await fake.program('python3', 'exit 1');
    expect(await main([], fake.world)).toBe(0);
    expect(fake.said.at(-1)).toMatch(/^Still there: .*No newer one could be made: .*pip/);
    expect(JSON.parse(await readFile(addonOf(fake), 'utf8'))).toMatchObject({ gelu: 0.845796 });
  });

  it('builds without them where they do not compile, says why, and does not try again', async () => {
    await fake.program(
      'c++',
      `case "$*" in *kernels.cc*) echo 'kernels.cc:1: error: no such register' >&2; exit 1;; esac
      ${compilerOf({ version: '2.21.0' })}`,
    );
    expect(await main([], fake.world)).toBe(0);
    expect(fake.said).toContainEqual(
      expect.stringMatching(
        /^With kernels of our own it does not do \(The kernels do not compile \(c\+\+\): .*no such register.*\)/,
      ),
    );
    expect(fake.said.at(-1)).toBe('TensorFlow 2.21.0 on the CPU, built in 1.5 s');
    const { key } = (await kernelsFor(fake.world)) ?? {};
    const kept = path.join(fake.cache, `${NAME}-${key ?? ''}/addon.json`);
    expect(JSON.parse(await readFile(kept, 'utf8'))).toMatchObject({ kernels: key });
    expect(await main([], fake.world)).toBe(0);
    expect(fake.said.at(-1)).toMatch(/^Already there: TensorFlow 2.21.0 on the CPU\. /);
  });

  it('is built without them where their addon does not link, and where one computes something else', async () => {
    const plain = compilerOf({ version: '2.21.0' });
    const broken: [string, RegExp][] = [
      [`echo 'ld: no such symbol' >&2; exit 1`, /no such symbol/],
      [compilerOf({ version: '2.21.0', gelu: 0.5 }), /its own kernel gave 0.5 for the gelu of 1/],
    ];
    for (const [linking, why] of broken) {
      await fake.program('c++', `case "$*" in *start.cc*) ${linking}; exit;; esac\n${plain}`);
      expect(await main(['--force'], fake.world)).toBe(0);
      expect(fake.said).toContainEqual(expect.stringMatching(why));
      expect(fake.said.at(-1)).toBe('TensorFlow 2.21.0 on the CPU, built in 1.5 s');
    }
  });

  it('refuses an addon that is no better without them', async () => {
    await fake.program('c++', compilerOf({ version: '2.21.0', gelu: 0.5 }));
    expect(await main([], fake.world)).toBe(1);
    expect(fake.complained[0]).toContain('its own kernel gave 0.5 for the gelu of 1');
  });

  it('builds anew what lies in the cache and does not train any more', async () => {
    await main([], fake.world);
    const { key } = (await kernelsFor(fake.world)) ?? {};
    const kept = path.join(fake.cache, `${NAME}-${key ?? ''}`);
    await writeFile(path.join(kept, 'lib/napi-v8/tfjs_binding.node'), 'half an addon');
    expect(await main([], fake.world)).toBe(0);
    expect(fake.said).toContainEqual(expect.stringMatching(/^The one in the cache does not do/));
    expect(fake.said.at(-1)).toMatch(/, built in/);
  });
});
