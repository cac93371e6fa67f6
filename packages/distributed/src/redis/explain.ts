import { problem } from '@bcl/errors';
import type { DistributedProblem } from '../executor/executor';
import type { Address } from './address';
import { errorParts } from './error-parts';

const certificate = /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_|CERT_|ERR_TLS_CERT)/;

/** What a person can do about an error of a connection to Redis: what happened, where, what to try. */
export function explain(
  error: unknown,
  { host, port, label, username, password, database, tls }: Address,
): DistributedProblem {
  const { code, message: words } = errorParts(error);
  const said = (what: string, hint: string) => problem('Unavailable', { what, where: label, hint });
  const says = (text: RegExp) => text.test(words);

  if (code === 'ECONNREFUSED')
    return said(
      `No Redis answers at ${host}:${port}: connection refused`,
      `start one there (redis-server --port ${port}), or give the address of one that runs`,
    );
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return said(`There is no machine called ${host}`, 'check the name in the address of Redis');
  if (code === 'ETIMEDOUT' || code === 'EHOSTUNREACH' || code === 'ENETUNREACH' || says(/ETIMEDOUT/))
    return said(
      `${host}:${port} cannot be reached`,
      `check the address, and whether a firewall lets this machine through${tls ? '; write redis:// if it speaks no TLS' : ''}`,
    );
  if (certificate.test(code))
    return said(
      `The TLS certificate of ${host} is not trusted (${code})`,
      'name the file of its authority in NODE_EXTRA_CA_CERTS',
    );
  if (code === 'EPROTO' || code.startsWith('ERR_SSL'))
    return said(`${host}:${port} does not speak TLS`, 'write redis:// instead of rediss://');
  if (says(/^WRONGPASS|invalid password|invalid username-password/))
    return said(
      username === undefined ? 'Redis refuses the password' : `Redis refuses user ${username} with this password`,
      'give the right ones in the address: redis://user:password@host',
    );
  if (says(/^NOAUTH/))
    return said(
      password === undefined ? 'Redis asks for a password' : 'Redis asks for another way to sign in',
      'give user and password in the address: redis://user:password@host',
    );
  if (says(/^NOPERM/))
    return said(`The user may not do what a queue needs (${words})`, 'give it all commands on the keys bcl:*');
  if (says(/DB index is out of range|invalid DB index/))
    return said(
      `Redis has no database ${database}`,
      'leave the number out of the address, or raise "databases" in its configuration',
    );
  if (says(/^OOM/))
    return said('The memory of Redis is full', 'raise maxmemory, or run fewer and smaller jobs at a time');
  if (code === 'ECONNRESET' || code === 'EPIPE' || says(/Connection is closed|Protocol error|ended/))
    return said(
      `${host}:${port} hung up`,
      'is it Redis? If it wants TLS, write rediss:// instead of redis://; if its clients are limited, raise maxclients',
    );
  return said(`Redis does not work: ${words}`, 'check the address, and the log of Redis');
}
