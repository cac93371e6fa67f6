import * as E from 'fp-ts/lib/Either.js';
import type { Candidate } from './candidate';
import { choose } from './choose';

const outside = { load: () => Promise.reject(new Error('nothing is installed')) };
const sound = (): Promise<undefined> => Promise.resolve(undefined);

/** A candidate that starts, or says why not; `started` lists those that were tried. */
const candidate = (name: Candidate['name'], result: E.Either<string, string>, started: string[] = []): Candidate => ({
  name,
  start: () => {
    started.push(name);
    return Promise.resolve(result);
  },
});

describe('choose', () => {
  it('takes the first that starts and proves itself, tries none behind it, and says why not the ones before', async () => {
    const started: string[] = [];
    const candidates = [
      candidate('native', E.left('never built'), started),
      candidate('wasm', E.right('WebAssembly'), started),
      candidate('cpu', E.right('JavaScript'), started),
    ];
    expect(await choose(candidates, outside, sound)).toEqual(
      E.right({ name: 'wasm', describe: 'WebAssembly', passedOver: [{ name: 'native', why: 'never built' }] }),
    );
    expect(started).toEqual(['native', 'wasm']);
  });

  it('passes over one whose numbers are wrong', async () => {
    const verdicts = ['weight 3 became NaN', undefined];
    const candidates = [candidate('webgpu', E.right('WebGPU')), candidate('cpu', E.right('JavaScript'))];
    expect(await choose(candidates, outside, () => Promise.resolve(verdicts.shift()))).toEqual(
      E.right({ name: 'cpu', describe: 'JavaScript', passedOver: [{ name: 'webgpu', why: 'weight 3 became NaN' }] }),
    );
  });

  it('has every reason where none is left', async () => {
    expect(await choose([candidate('cpu', E.left('gone'))], outside, sound)).toEqual(
      E.left([{ name: 'cpu', why: 'gone' }]),
    );
  });
});
