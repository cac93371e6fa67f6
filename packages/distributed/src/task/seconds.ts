import { performance } from 'node:perf_hooks';

/** Runs work and says how long it took. For reports alone: no result may depend on it. */
export async function timed<A>(work: () => A | Promise<A>): Promise<{ readonly value: A; readonly seconds: number }> {
  const begun = performance.now();
  const value = await work();
  return { value, seconds: (performance.now() - begun) / 1000 };
}
