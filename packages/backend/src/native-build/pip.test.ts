import path from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import { checkPip, download } from './pip';
import { exitCode, type NativeProblem } from './problem';
import { fakeWorld, type FakeWorld } from './world.fixture';

let fake: FakeWorld;
beforeEach(async () => (fake = await fakeWorld()));
afterEach(() => fake.remove());

const machine = { wheelPlatforms: ['manylinux_2_17_x86_64'], elf: 0x3e };
const fetch = (timeoutSeconds?: number, ...requirements: string[]) =>
  download(fake.world, machine, path.join(fake.folder, 'to'), {
    requirements: ['tensorflow-cpu>=2.21,<2.22', ...requirements],
    timeoutSeconds,
  });

/** The exit code and the line of a refusal. */
const refusal = (result: E.Either<NativeProblem, unknown>) =>
  E.isLeft(result) ? [exitCode(result.left), result.left.message] : [0, 'it worked'];

/** A pip that complains and fails. */
const complaining = (...lines: string[]) =>
  fake.program('python3', lines.map((line) => `echo '${line}' >&2`).join('\n') + '\nexit 1');

describe('checkPip', () => {
  it('is content with a pip', async () => {
    expect(await checkPip(fake.world)).toEqual(E.right('pip 23'));
  });

  it('says that there is no python3, and what to do', async () => {
    const bare = { ...fake.world, environment: { PATH: path.join(fake.folder, 'nothing') } };
    expect(refusal(await checkPip(bare))).toEqual([3, expect.stringMatching(/there is no python3.*apt-get install/)]);
  });

  it('says that python3 has no pip', async () => {
    await complaining('/usr/bin/python3: No module named pip');
    expect(refusal(await checkPip(fake.world))).toEqual([3, expect.stringContaining('No module named pip')]);
  });
});

describe('download', () => {
  it('asks for wheels of this machine, without what they depend on, and names the files', async () => {
    expect(await fetch()).toEqual(E.right([path.join(fake.folder, 'to/tensorflow_cpu-2.21.0.whl')]));
    const [call] = await fake.calls('python3');
    expect(call).toMatch(
      /^-m pip download --no-deps --only-binary=:all: .*--platform manylinux_2_17_x86_64 tensorflow-cpu/,
    );
  });

  it('says in one line that pip offers none', async () => {
    await complaining('WARNING: a', 'ERROR: Could not find a version', 'ERROR: No matching distribution found for x');
    expect(refusal(await fetch())).toEqual([
      3,
      'pip could not download TensorFlow (tensorflow-cpu>=2.21,<2.22): No matching distribution found for x; ' +
        'a TensorFlow that you have can be named by --tensorflow FOLDER',
    ]);
  });

  it('says that there is no network', async () => {
    await complaining('WARNING: Retrying after NewConnectionError: Name or service not known', 'ERROR: No matching');
    expect(refusal(await fetch())).toEqual([3, expect.stringMatching(/index cannot be reached from here$/)]);
  });

  it('says that the disk is full', async () => {
    await complaining('ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device');
    expect(refusal(await fetch())).toEqual([1, expect.stringMatching(/: the disk is full$/)]);
  });

  it('gives up after the time that was allowed', async () => {
    await fake.program('python3', '/bin/sleep 60');
    expect(refusal(await fetch(0.2, 'a', 'b'))).toEqual([
      3,
      expect.stringMatching(/and 2 more\): it was not there after 0.2 s; allow more by --timeout$/),
    ]);
  });
});
