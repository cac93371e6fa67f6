import { orThrow } from '@bcl/errors';
import * as E from 'fp-ts/lib/Either.js';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseAddress, readAddress } from './address';

describe('parseAddress', () => {
  it.each([
    ['redis://localhost', { host: 'localhost', port: 6379, database: 0, tls: false, label: 'redis://localhost:6379' }],
    [
      'rediss://queue.example.org:7000/2',
      { port: 7000, database: 2, tls: true, label: 'rediss://queue.example.org:7000/2' },
    ],
    ['valkey://10.0.0.1:1', { host: '10.0.0.1', port: 1, tls: false }],
    ['redis://[::1]:6380', { host: '::1', port: 6380, label: 'redis://[::1]:6380' }],
    ['redis://:p%40ss@h', { username: undefined, password: 'p@ss' }],
    ['redis://ann:secret@h/3', { username: 'ann', password: 'secret', database: 3 }],
  ])('reads %s', (text, expected) => {
    expect(orThrow(parseAddress(text))).toMatchObject(expected);
  });

  it('keeps the password out of the label', () => {
    expect(orThrow(parseAddress('redis://ann:secret@h')).label).toBe('redis://h:6379');
  });

  it.each([
    ['http://:secret@h', 'must begin with redis://'],
    ['localhost:6379', 'must begin with redis://'],
    ['redis://', 'names no host'],
    ['redis://:secret@h:port', 'names no host, or its port is no port'],
    ['redis://:secret@h/cache', 'must be a number'],
    ['redis://:secret@h/0?tls=1', 'nothing after it'],
    ['redis://:100%secret@h', 'a % itself is written %25'],
  ])('refuses %s in one line without the password', (text, message) => {
    const read = parseAddress(text);
    expect(E.isLeft(read) ? read.left : undefined).toMatchObject({ _tag: 'InvalidOption' });
    const said = E.isLeft(read) ? read.left.message : '';
    expect(said).toContain(message);
    expect(said).not.toContain('secret');
  });
});

describe('readAddress', () => {
  it('reads the first line of a file, or the address itself', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'bcl-address-'));
    const file = path.join(folder, 'address');
    writeFileSync(file, 'redis://ann:secret@h\nmore\n');
    expect(orThrow(readAddress(`@${file}`))).toMatchObject({ host: 'h', password: 'secret' });
    expect(orThrow(readAddress('redis://h'))).toMatchObject({ host: 'h' });
    rmSync(folder, { recursive: true });
    expect(readAddress(`@${file}`)).toEqual(
      E.left({
        _tag: 'InvalidOption',
        message: `The file with the address of Redis cannot be read (${file}); check its name`,
      }),
    );
  });
});
