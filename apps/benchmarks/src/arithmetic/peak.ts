import { OPERATIONS_PER_TURN, peakModule } from './peak-module';

/** What is used of WebAssembly, whose types come with those of a browser only. */
interface WebAssemblyParts {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: { readonly run: (turns: number) => number } };
}

/** The function of the module, compiled. */
export function startPeak(): (turns: number) => number {
  const { Module, Instance } = (globalThis as unknown as { WebAssembly: WebAssemblyParts }).WebAssembly;
  return new Instance(new Module(peakModule())).exports.run;
}

/**
 * The most float64 operations a second that one thread of this machine does in WebAssembly: the fastest of many short bursts.
 *
 * @param seconds how long to try
 * @param clock milliseconds
 */
export function measurePeak(seconds: number, clock: () => number): number {
  const run = startPeak();
  const turns = 20_000;
  const end = clock() + 1000 * seconds;
  let best = 0;
  do {
    const start = clock();
    run(turns);
    best = Math.max(best, (turns * OPERATIONS_PER_TURN) / ((clock() - start) / 1000));
  } while (clock() < end);
  return best;
}
