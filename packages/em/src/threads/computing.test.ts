import { key } from '@bcl/random';
import { drawRows, randomMixture } from '../fixtures/random-cases';
import {
  capabilities,
  fit,
  joint,
  logDensity,
  meanLogDensity,
  observe,
  orThrow,
  predict,
  responsibilities,
  runOrThrow,
  sufficientStatistics,
  type ComputingOptions,
} from '../index';
import { checkComputing, passWork, threadsFor } from './computing';
import { threadHost } from './host';

const globals = globalThis as Record<string, unknown>;

/** Runs something where these names mean something else. */
async function where<A>(changed: Record<string, unknown>, compute: () => A | Promise<A>): Promise<A> {
  const before = Object.fromEntries(Object.keys(changed).map((name) => [name, globals[name]]));
  try {
    Object.assign(globals, changed);
    return await compute();
  } finally {
    Object.assign(globals, before);
  }
}

describe('threads and engine', () => {
  it.each<[ComputingOptions, string]>([
    [{ threads: 0 }, "threads is 0; give a whole number of at least 1, or 'auto'"],
    [{ threads: 1.5 }, 'threads is 1.5; '],
    [{ threads: NaN }, 'threads is NaN; '],
    [{ threads: 'many' as 'auto' }, 'threads is "many"; '],
    [{ threads: null as unknown as number }, 'threads is null; '],
    [{ engine: 'gpu' as 'auto' }, "engine is \"gpu\"; use 'auto', 'wasm' or 'typescript'"],
  ])('%j is refused by whoever takes it', async (options, message) => {
    const refusal = { left: { _tag: 'InvalidOption', message: expect.stringContaining(message) as string } };
    expect(checkComputing(options)).toMatchObject(refusal);
    expect(observe([[1]], undefined, options)).toMatchObject(refusal);
    expect(await fit([[1], [2]], { components: 1, ...options })()).toMatchObject(refusal);
  });

  it('are automatic unless they are given, and stay with the observations', () => {
    expect(orThrow(observe([[1]])).computing).toEqual({ threads: 'auto', engine: 'auto' });
    expect(orThrow(observe([[1]], undefined, { threads: 2, engine: 'typescript' })).computing).toEqual({
      threads: 2,
      engine: 'typescript',
    });
  });

  it('an engine that is named computes: the two agree to rounding and not to the bit', async () => {
    const rows = drawRows(randomMixture(key(1), 'full', 3, 4), key(2), 1100);
    const options = { components: 3, strategy: joint({ maxIterations: 5 }), threads: 2 };
    const [wasm, typescript, auto] = await Promise.all(
      (['wasm', 'typescript', 'auto'] as const).map((engine) => runOrThrow(fit(rows, { ...options, engine }))),
    );
    expect(auto).toEqual(wasm);
    expect(typescript.logLikelihood).not.toBe(wasm.logLikelihood);
    expect(typescript.logLikelihood).toBeCloseTo(wasm.logLikelihood, 12);
  });
});

describe('where there are no threads', () => {
  it.each<[string, Record<string, unknown>, string]>([
    ['SharedArrayBuffer', { SharedArrayBuffer: undefined }, 'there is no SharedArrayBuffer'],
    ['modules of Node', { process: {} }, 'threads need Node 20.16, 22.3 or later'],
    ['a process', { process: undefined }, 'threads need Node 20.16, 22.3 or later'],
    ['worker threads', { process: { getBuiltinModule: () => undefined } }, 'there are no worker threads'],
  ])('for want of %s, to ask for them is refused, and auto is one', async (_name, changed, reason) => {
    const [asked, one, auto, able] = await where(changed, () => [
      checkComputing({ threads: 2 }),
      checkComputing({ threads: 1 }),
      threadsFor({ threads: 'auto' }, Infinity),
      capabilities(),
    ]);
    expect(asked).toMatchObject({
      left: {
        _tag: 'InvalidOption',
        message: expect.stringMatching(`^threads is 2, but ${reason}.*; use threads: 1 or 'auto'$`) as string,
      },
    });
    expect(one).toMatchObject({ right: { threads: 1 } });
    expect(auto).toBe(1);
    expect(able).toMatchObject({ threads: 1, threadsReason: expect.stringContaining(reason) as string });
  });

  it('a fit is the same by itself', async () => {
    // Few rows of many cells: what auto shares is then little to draw.
    const rows = drawRows(randomMixture(key(3), 'full', 3, 40), key(4), 2000);
    expect(threadsFor({ threads: 'auto' }, passWork(2000, 3, 40))).toBe(capabilities().threads);
    const run = () => runOrThrow(fit(rows, { components: 3, strategy: joint({ maxIterations: 2 }), start: 'rows' }));
    expect(await where({ SharedArrayBuffer: undefined }, run)).toEqual(await run());
  });

  it('one core, or a thread of somebody’s pool, is one thread for auto, and says so', async () => {
    const real = threadHost();
    if (typeof real === 'string') throw new Error(real);
    const { process: node } = globals as { process: { getBuiltinModule(name: string): object } };
    const withModules = (cores: number, isMainThread: boolean) => ({
      process: {
        getBuiltinModule: (name: string) =>
          name === 'node:os' ? { availableParallelism: () => cores } : { ...node.getBuiltinModule(name), isMainThread },
      },
    });
    const seen = async (cores: number, main: boolean) => where(withModules(cores, main), capabilities);
    expect(await seen(64, true)).toEqual({ engine: 'wasm', threads: 16 });
    expect(await seen(1, true)).toMatchObject({ threads: 1, threadsReason: 'the machine has one core' });
    expect(await seen(8, false)).toMatchObject({ threads: 1, threadsReason: 'this is a worker thread itself' });
  });
});

describe('auto', () => {
  it('leaves short passes to one thread', () => {
    expect(threadsFor({ threads: 'auto' }, passWork(150, 3, 2))).toBe(1);
    expect(threadsFor({ threads: 4 }, passWork(150, 3, 2))).toBe(4);
  });
});

describe('functions of a mixture', () => {
  it('take threads and engine too, and refuse what cannot be had', () => {
    const mixture = randomMixture(key(5), 'full', 3, 2);
    const rows = drawRows(mixture, key(6), 3000);
    for (const compute of [logDensity, meanLogDensity, responsibilities, predict, sufficientStatistics]) {
      const of = (options: ComputingOptions): unknown => orThrow<unknown>(compute(mixture, rows, options));
      expect(of({ threads: 3 })).toEqual(of({ threads: 1 }));
      expect(compute(mixture, rows, { threads: 0 })).toMatchObject({ left: { _tag: 'InvalidOption' } });
    }
    const [a, b] = (['wasm', 'typescript'] as const).map((engine) => orThrow(logDensity(mixture, rows, { engine })));
    expect(a).not.toEqual(b);
  });
});
