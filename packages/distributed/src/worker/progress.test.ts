import { progressOf, type Said } from './progress';

describe('progressOf', () => {
  it('sends one message at a time, and of those that wait the last', async () => {
    const sent: Said[] = [];
    const arrivals: (() => void)[] = [];
    const progress = progressOf((said) => {
      sent.push(said);
      return new Promise<void>((resolve) => arrivals.push(resolve));
    });
    progress(0.1, 'first');
    progress(0.2);
    progress(0.3);
    expect(sent).toEqual([{ fraction: 0.1, note: 'first' }]);
    arrivals[0]();
    await new Promise((resolve) => setImmediate(resolve));
    expect(sent.slice(1)).toEqual([{ fraction: 0.3, note: undefined }]);
    arrivals[1]();
    await new Promise((resolve) => setImmediate(resolve));
    expect(sent).toHaveLength(2);
  });

  it('goes on after a message that could not be sent', async () => {
    const sent: number[] = [];
    const progress = progressOf(({ fraction }) => {
      sent.push(fraction);
      return Promise.reject(new Error('Redis is away'));
    });
    for (const fraction of [0.1, 0.2]) {
      progress(fraction);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(sent).toEqual([0.1, 0.2]);
  });
});
