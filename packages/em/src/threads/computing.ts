import { problem, type Problem } from '@bcl/errors';
import * as E from 'fp-ts/lib/Either.js';
import { engineNamed, type EngineName } from '../expectation/engines';
import { threadHost } from './host';

/** How passes over the data are computed. */
export interface ComputingOptions {
  /**
   * How many threads may share a pass, this one included; `auto` by default: one where a pass is short, else one a core, up to
   * sixteen. The result is the same to the bit.
   */
  readonly threads?: 'auto' | number;
  /** Which kernels run; `auto` by default: WebAssembly where it can be started, else TypeScript. Results agree to rounding. */
  readonly engine?: 'auto' | EngineName;
}

/** Options that were checked. */
export type Computing = Required<ComputingOptions>;

/** Most threads that `auto` takes. */
const MOST_AUTOMATIC = 16;
/** Multiply-adds of a pass below which `auto` leaves it to one thread. */
const WORTHWHILE = 1e7;

/** Checks that what is asked for can be had. */
export function checkComputing({
  threads = 'auto',
  engine = 'auto',
}: ComputingOptions): E.Either<Problem<'InvalidOption'>, Computing> {
  const refuse = (what: string, hint: string) => E.left(problem('InvalidOption', { what, hint }));
  if (threads !== 'auto') {
    if (!(Number.isInteger(threads) && threads >= 1))
      return refuse(`threads is ${textOf(threads)}`, "give a whole number of at least 1, or 'auto'");
    const host = threadHost();
    if (threads > 1 && typeof host === 'string')
      return refuse(`threads is ${threads}, but ${host}`, "use threads: 1 or 'auto'");
  }
  if (!['auto', 'wasm', 'typescript'].includes(engine))
    return refuse(`engine is ${textOf(engine)}`, "use 'auto', 'wasm' or 'typescript'");
  if (engineNamed(engine) === undefined)
    return refuse(
      `engine is '${engine}', but WebAssembly with SIMD cannot be started`,
      "use engine: 'typescript' or 'auto'",
    );
  return E.right({ threads, engine });
}

/** A wrong value for a message. */
const textOf = (value: unknown): string => (typeof value === 'string' ? JSON.stringify(value) : String(value));

/** Multiply-adds of a pass over `rows` rows, roughly; a row and component alone are worth some tens of them. */
export const passWork = (rows: number, components: number, dimension: number): number =>
  rows * components * (dimension * (dimension + 8) + 64);

/** How many threads a pass of so many multiply-adds is worth. */
export function threadsFor({ threads }: Pick<Computing, 'threads'>, work: number): number {
  if (threads !== 'auto') return threads;
  if (work < WORTHWHILE) return 1;
  const host = threadHost();
  return typeof host === 'string' || !host.mainThread ? 1 : Math.min(host.cores, MOST_AUTOMATIC);
}
