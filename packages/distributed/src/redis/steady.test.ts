import { isPassing, steadily } from './steady';

const replyError = (message: string) => Object.assign(new Error(message), { name: 'ReplyError' });

describe('isPassing', () => {
  it.each([
    [Object.assign(new Error('x'), { code: 'ECONNREFUSED' })],
    [new Error('Connection is closed.')],
    [new Error('Command aborted due to connection close')],
    [new Error("Stream isn't writeable and enableOfflineQueue options is false")],
    [replyError('LOADING Redis is loading the dataset in memory')],
  ])('waits out %s', (error) => expect(isPassing(error)).toBe(true));

  it.each([[replyError('OOM command not allowed')], [replyError('NOAUTH x')], [new TypeError('x')], ['text']])(
    'does not wait out %s',
    (error) => expect(isPassing(error)).toBe(false),
  );
});

describe('steadily', () => {
  it('tries again until it works', async () => {
    let tries = 0;
    const action = () => (++tries < 3 ? Promise.reject(new Error('Connection is closed.')) : Promise.resolve(tries));
    expect(await steadily(action, () => true)).toBe(3);
  });

  it('throws what does not pass, and everything once nobody wants it', async () => {
    await expect(
      steadily(
        () => Promise.reject(new Error('no')),
        () => true,
      ),
    ).rejects.toThrow('no');
    const gone = new Error('Connection is closed.');
    await expect(
      steadily(
        () => Promise.reject(gone),
        () => false,
      ),
    ).rejects.toBe(gone);
  });
});
