/**
 * How threads divide the tasks of a pass among them: a counter that each takes its next task from, and a count of tasks that are
 * done. The counter carries the number of the pass, so that a thread which comes late takes nothing of the next one.
 */
import { sharedIntegers } from './shared-memory';

const COUNTER = 0;
const DONE = 1;
const STATES = 2;
const OPEN = 0;
const FINISHED = 1;
const BROKEN = 2;
/** Tasks of a pass are fewer than 2^12; passes are counted modulo 2^19. */
const TASK_BITS = 12;
const PASSES = 2 ** 19;

/** Most tasks of one pass. */
export const MOST_TASKS = 2 ** TASK_BITS - 1;

/** Tickets for the passes over one view, one pass after the other. */
export const createTickets = (tasks: number): Int32Array => sharedIntegers(STATES + tasks);

/** Begins a pass: all tasks are open. To be called when all tasks of the pass before are done. */
export function openTickets(tickets: Int32Array, pass: number): void {
  tickets.fill(OPEN, STATES);
  Atomics.store(tickets, DONE, 0);
  Atomics.store(tickets, COUNTER, (pass % PASSES) << TASK_BITS);
}

/** The next task of this pass, or undefined when all are taken or the pass is over. */
export function takeTicket(tickets: Int32Array, pass: number): number | undefined {
  for (;;) {
    const counter = Atomics.load(tickets, COUNTER);
    const task = counter & MOST_TASKS;
    if (counter >> TASK_BITS !== pass % PASSES || task >= tickets.length - STATES) return undefined;
    if (Atomics.compareExchange(tickets, COUNTER, counter, counter + 1) === counter) return task;
  }
}

/** Says that a task is over; a broken one is for the caller to do again, and to fail at as it would alone. */
export function returnTicket(tickets: Int32Array, task: number, whole: boolean): void {
  Atomics.store(tickets, STATES + task, whole ? FINISHED : BROKEN);
  Atomics.add(tickets, DONE, 1);
  Atomics.notify(tickets, DONE);
}

/** Waits until all tasks are over; false when nothing has come for `patience` milliseconds. */
export function awaitTickets(tickets: Int32Array, patience: number): boolean {
  for (;;) {
    const done = Atomics.load(tickets, DONE);
    if (done >= tickets.length - STATES) return true;
    if (Atomics.wait(tickets, DONE, done, patience) === 'timed-out' && Atomics.load(tickets, DONE) === done)
      return false;
  }
}

/** True when somebody has done the task. */
export const isFinished = (tickets: Int32Array, task: number): boolean =>
  Atomics.load(tickets, STATES + task) === FINISHED;
