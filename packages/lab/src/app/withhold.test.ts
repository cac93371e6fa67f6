import { mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runOrThrow } from '@bcl/errors';
import { writeReport } from '../report/write';
import { defineApp } from './define';
import type { Io } from './io';
import { runApp } from './run-app';
import { withheld } from './withhold';

describe('withheld', () => {
  const address = { kind: 'address', description: 'where' } as const;
  it.each([
    ['redis://:secret@host:6379/1', 'redis://:***@host:6379/1'],
    ['rediss://ann:sec@ret@host', 'rediss://ann:***@host'],
    ['https://ann:secret@host/a@b?c=d:e@f', 'https://ann:***@host/a@b?c=d:e@f'],
    ['https://host:8080/a@b', 'https://host:8080/a@b'],
    ['redis://host:6379', 'redis://host:6379'],
    ['@/etc/redis', '@/etc/redis'],
  ])('%s', (text, shown) => {
    expect(withheld(address, text)).toBe(shown);
    expect(withheld({ ...address, kind: 'source' }, text)).toBe(shown);
    expect(withheld({ ...address, kind: 'string' }, text)).toBe(text);
  });
});

describe('an app that is given a password', () => {
  let directory: string;
  let seen: unknown[];
  let stderr: string;
  beforeEach(() => {
    directory = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'lab-withhold-')));
    seen = [];
    stderr = '';
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  const start = (...argv: string[]) => {
    const io: Io = {
      stdout: { write: () => true },
      stderr: { write: (text) => (stderr += text) },
      env: {},
      directory,
      now: () => new Date(0),
      clock: () => 0,
      onSignal: () => () => undefined,
      exit: () => undefined,
    };
    const app = defineApp({
      name: 'caller',
      description: 'Calls.',
      seeds: { count: 1 },
      options: { redis: { kind: 'address', description: 'where' } },
      run: async ({ options, folder }) => {
        seen.push(options.redis);
        await runOrThrow(writeReport(folder, { title: 'Called', sections: [] }));
      },
    });
    return runApp(app, argv, io);
  };
  const left = () =>
    readdirSync(path.join(directory, 'a'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'utf8'))
      .join('\n');

  it('has it, and leaves it nowhere in the run folder', async () => {
    expect(await start('--redis', 'redis://:secret@host', '--out', 'a')).toBe(0);
    expect(seen).toEqual(['redis://:secret@host']);
    expect(left()).toContain("--redis 'redis://:***@host'");
    expect(left()).not.toContain('secret');
  });

  it('asks for it again when the run is taken up', async () => {
    await start('--redis', 'redis://:secret@host', '--out', 'a');
    expect(await start('--resume', 'a')).toBe(2);
    expect(stderr).toMatch(/^caller: The password in --redis was not written down \(.*\); give --redis again[^\n]*\n$/);
    expect(await start('--resume', 'a', '--redis', 'redis://:secret@other')).toBe(2);
    expect(stderr).not.toContain('secret');
    expect(await start('--resume', 'a', '--redis', 'redis://:another@host')).toBe(0);
    expect(seen).toEqual(['redis://:secret@host', 'redis://:another@host']);
    expect(left()).not.toMatch(/secret|another/);
  });

  it('finds the file of one where the command was typed', async () => {
    await start('--redis', '@my/address', '--out', 'a');
    expect(seen).toEqual([`@${path.join(directory, 'my/address')}`]);
    expect(await start('--resume', 'a')).toBe(0);
    expect(seen[1]).toBe(seen[0]);
  });
});
