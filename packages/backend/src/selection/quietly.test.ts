import { quietly } from './quietly';

/** The console that other code writes to. */
const { console: theirs } = globalThis;

describe('quietly', () => {
  const heard: unknown[] = [];
  const spy = jest.spyOn(theirs, 'warn').mockImplementation((...words) => void heard.push(words.join(' ')));
  afterAll(() => spy.mockRestore());

  it('drops what TensorFlow.js says on being loaded, and nothing else', async () => {
    const result = await quietly(async () => {
      theirs.warn('\n====\nHi, looks like you are running TensorFlow.js in Node.js. To speed things up');
      theirs.warn('cpu backend was already registered. Reusing existing backend factory.');
      theirs.warn('the disk is full');
      await Promise.resolve();
      theirs.warn("The kernel 'Abs' for backend 'cpu' is already registered");
      return 42;
    });
    expect(result).toBe(42);
    expect(heard).toEqual(['the disk is full']);
  });

  it('is over when the action is, also when that fails', async () => {
    await expect(quietly(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    theirs.warn('wasm backend was already registered.');
    expect(heard.at(-1)).toBe('wasm backend was already registered.');
  });
});
