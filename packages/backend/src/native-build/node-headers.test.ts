import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import { nodeHeaders } from './node-headers';
import { fakeWorld, type FakeWorld } from './world.fixture';

let fake: FakeWorld;
beforeEach(async () => (fake = await fakeWorld()));
afterEach(() => fake.remove());

/** A Node without headers beside it. */
const bare = (environment: Record<string, string>) => ({
  ...fake.world,
  environment: { PATH: path.join(fake.folder, 'bin'), ...environment },
  machine: { ...fake.world.machine, node: path.join(fake.folder, 'lonely/bin/node') },
});

async function lay(folder: string) {
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'node_api.h'), '');
  return folder;
}

describe('nodeHeaders', () => {
  it('takes the folder that npm was told of', async () => {
    expect(await nodeHeaders(fake.world, fake.cache)).toEqual(E.right(path.join(fake.folder, 'node/include/node')));
  });

  it('takes what came with Node', async () => {
    const beside = await lay(path.join(fake.folder, 'lonely/include/node'));
    expect(await nodeHeaders(bare({}), fake.cache)).toEqual(E.right(beside));
  });

  it('takes what node-gyp left from another build', async () => {
    const left = await lay(path.join(fake.folder, 'home/.cache/node-gyp/20.0.0/include/node'));
    expect(await nodeHeaders(bare({ HOME: path.join(fake.folder, 'home') }), fake.cache)).toEqual(E.right(left));
  });

  it('has node-gyp fetch them into the cache, once', async () => {
    const into = path.join(fake.cache, 'node-headers/20.0.0/include/node');
    await fake.program('npx', `/bin/mkdir -p ${into} && : > ${into}/node_api.h`);
    for (let time = 0; time < 2; time++) expect(await nodeHeaders(bare({}), fake.cache)).toEqual(E.right(into));
    expect(await fake.calls('npx')).toEqual([
      `--yes node-gyp@11 install --devdir ${path.join(fake.cache, 'node-headers')} --target 20.0.0`,
    ]);
  });

  it('says why they cannot be had, and what to do', async () => {
    await fake.program('npx', "echo 'gyp ERR! stack FetchError: getaddrinfo ENOTFOUND nodejs.org' >&2; exit 1");
    expect(await nodeHeaders(bare({}), fake.cache)).toMatchObject({
      left: {
        _tag: 'NotHere',
        message: expect.stringMatching(/ENOTFOUND nodejs.org; set npm_config_nodedir/) as string,
      },
    });
  });
});
