import { problem } from '@bcl/errors';
import { readFileSync } from 'node:fs';
import * as E from 'fp-ts/lib/Either.js';
import type { DistributedProblem } from '../executor/executor';

/** Where a Redis or Valkey is, and who asks. */
export interface Address {
  readonly host: string;
  readonly port: number;
  readonly username?: string;
  readonly password?: string;
  readonly database: number;
  readonly tls: boolean;
  /** For people: never with the password. */
  readonly label: string;
}

/** Scheme to whether it is TLS. Valkey's own clients write its name. */
const schemes: Readonly<Record<string, boolean>> = { redis: false, rediss: true, valkey: false, valkeys: true };

/**
 * Reads `redis://[user:password@]host[:port][/database]`; `rediss://` for TLS.
 *
 * The problem never repeats the address, because there may be a password in it.
 */
export function parseAddress(text: string): E.Either<DistributedProblem, Address> {
  const wrong = (what: string) =>
    E.left(problem('InvalidOption', { what, hint: 'write redis://[user:password@]host[:port][/database]' }));
  const scheme = /^([a-z]+):\/\//.exec(text)?.[1] ?? '';
  if (!Object.hasOwn(schemes, scheme))
    return wrong('The address of Redis must begin with redis:// or, for TLS, rediss://');
  const url = parse(text);
  if (url === undefined || url.hostname === '')
    return wrong('The address of Redis names no host, or its port is no port');
  if (url.search !== '' || url.hash !== '')
    return wrong('The address of Redis may end in a database number, and nothing after it');
  if (!/^\/?\d*$/.test(url.pathname)) return wrong('The database in the address of Redis must be a number, such as /0');
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const port = url.port === '' ? 6379 : Number(url.port);
  const database = Number(url.pathname.slice(1));
  const at = `${scheme}://${url.hostname}:${port}${database === 0 ? '' : `/${database}`}`;
  const [username, password] = [url.username, url.password].map(decoded);
  if (username === undefined || password === undefined)
    return wrong('In the address of Redis a % does not begin two hexadecimal digits; a % itself is written %25');
  return E.right({
    host,
    port,
    username: username || undefined,
    password: password || undefined,
    database,
    tls: schemes[scheme],
    label: at,
  });
}

/**
 * The address itself, or for `@FILE` the first line of a file: so that a password is neither in the list of processes nor in what is
 * written down about a run.
 */
export function readAddress(text: string): E.Either<DistributedProblem, Address> {
  if (!text.startsWith('@')) return parseAddress(text);
  const file = text.slice(1);
  let content: string;
  try {
    content = readFileSync(file, 'utf8');
  } catch {
    return E.left(
      problem('InvalidOption', {
        what: 'The file with the address of Redis cannot be read',
        where: file,
        hint: 'check its name',
      }),
    );
  }
  return parseAddress(content.split(/\r?\n/)[0].trim());
}

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}

function parse(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}
