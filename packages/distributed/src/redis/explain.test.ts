import { orThrow } from '@bcl/errors';
import { parseAddress } from './address';
import { explain } from './explain';

const address = orThrow(parseAddress('redis://ann:secret@queue:6380/3'));
const coded = (code: string, message = code) => Object.assign(new Error(message), { code });

describe('explain', () => {
  it.each([
    [coded('ECONNREFUSED'), 'No Redis answers at queue:6380: connection refused', 'redis-server --port 6380'],
    [coded('ENOTFOUND'), 'no machine called queue', 'check the name'],
    [new Error('connect ETIMEDOUT'), 'cannot be reached', 'firewall'],
    [coded('DEPTH_ZERO_SELF_SIGNED_CERT'), 'certificate of queue is not trusted', 'NODE_EXTRA_CA_CERTS'],
    [coded('ERR_SSL_WRONG_VERSION_NUMBER'), 'does not speak TLS', 'redis://'],
    [new Error('WRONGPASS invalid username-password pair or user is disabled.'), 'refuses user ann', 'the right ones'],
    [new Error('NOAUTH Authentication required.'), 'another way to sign in', 'user and password'],
    [new Error("NOPERM this user has no permissions to run the 'info' command"), 'may not do', 'all commands'],
    [new Error('ERR DB index is out of range'), 'no database 3', 'databases'],
    [new Error('OOM command not allowed'), 'memory of Redis is full', 'maxmemory'],
    [coded('ECONNRESET'), 'hung up', 'rediss://'],
    [new Error('ERR something new'), 'ERR something new', 'log of Redis'],
  ])('says what to do about %s', (error, what, hint) => {
    const { _tag, message } = explain(error, address);
    expect(_tag).toBe('Unavailable');
    expect(message).toContain(what);
    expect(message).toContain(hint);
    expect(message).toContain('redis://queue:6380/3');
    expect(message).not.toContain('secret');
  });
});
