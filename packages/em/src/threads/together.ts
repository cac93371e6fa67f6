import type { Computing } from './computing';
import { threadsFor } from './computing';
import { threadHost } from './host';
import { poolMembers } from './pool';
import { sharedIntegers, sharedNumbers } from './shared-memory';
import { awaitTickets, createTickets, isFinished, openTickets, returnTicket, takeTicket } from './tickets';

/** Work whose tasks any thread may do, in any order: each reads the input and writes to a place of its own in it. */
export interface SharedWork<Input> {
  /** By what threads know it. */
  readonly name: string;
  /** Makes ready for tasks; what it returns does one, and done twice it gives the same. */
  readonly begin: (input: Input) => (task: number) => void;
}

/** Arrays for the input of shared work: where there are threads, all of them see what is in them. Contents are zeros. */
export interface Arrays {
  readonly numbers: (length: number) => Float64Array;
  readonly integers: (length: number) => Int32Array;
}

/** How many threads are to work together, and where their input is to lie. */
export interface Together extends Arrays {
  readonly threads: number;
}

/**
 * Milliseconds without any task coming back after which the caller does what is outstanding. Tasks take some tenths of a second, so
 * that on a busy machine one may well take longer than a pass does.
 */
const PATIENCE = 10_000;

let runs = 0;

/** How many threads work of so many multiply-adds is for; one where more cannot be had. */
export function togetherFor(computing: Computing | undefined, work: number): Together {
  const threads = typeof threadHost() === 'string' ? 1 : threadsFor(computing ?? { threads: 'auto' }, work);
  return threads > 1
    ? { threads, numbers: sharedNumbers, integers: sharedIntegers }
    : { threads, numbers: (length) => new Float64Array(length), integers: (length) => new Int32Array(length) };
}

/**
 * Does all tasks of some work; what they wrote is then in the input. The caller takes tasks as the other threads do, and does again
 * what failed elsewhere, so that it throws what it would throw alone.
 *
 * @param input - plain data; arrays that tasks write to come from the same {@link Together}
 * @returns false when a thread may still be at work on the input: it must not be written to any more
 */
export function doTogether<Input>(
  { threads }: Together,
  { name, begin }: SharedWork<Input>,
  input: Input,
  tasks: number,
): boolean {
  const host = threadHost();
  if (threads < 2 || tasks < 2 || typeof host === 'string') {
    const run = begin(input);
    for (let task = 0; task < tasks; task++) run(task);
    return true;
  }
  const tickets = createTickets(tasks);
  const pass = ++runs;
  openTickets(tickets, pass);
  for (const member of poolMembers(host, Math.min(threads, tasks) - 1))
    member.tell({ kind: 'work', name, input, tickets, pass });
  let run: ((task: number) => void) | undefined;
  const once = () => (run ??= begin(input));
  takeTasks(tickets, pass, once);
  const over = awaitTickets(tickets, PATIENCE);
  for (let task = 0; task < tasks; task++) if (!isFinished(tickets, task)) once()(task);
  return over;
}

/** Takes tasks and does them until none is left. */
export function takeTasks(tickets: Int32Array, pass: number, begin: () => (task: number) => void): void {
  for (;;) {
    const task = takeTicket(tickets, pass);
    if (task === undefined) return;
    let whole = true;
    try {
      begin()(task);
    } catch {
      whole = false;
    }
    returnTicket(tickets, task, whole);
  }
}
