import type { Components } from '../expectation/components';
import { engineNamed, type EngineName } from '../expectation/engines';
import type { Engine } from '../expectation/kernel';
import { taskRunner, type RowResults, type TaskResult, type TaskRunner } from '../expectation/task-runner';
import type { PassTask } from '../expectation/tasks';
import type { View } from '../observations/view';
import { passWork, threadsFor } from './computing';
import { resultOf, placeModel, sharedRowResults, workOff } from './desk';
import { abandonDesk, deskOf } from './desks';
import { threadHost, type ThreadHost } from './host';
import { poolMembers } from './pool';
import { awaitTickets, isFinished, MOST_TASKS, openTickets } from './tickets';

/** A pass over the data: which, and of what. */
export interface PassRequest {
  readonly model: Components;
  readonly view: View;
  readonly engine: Engine;
  readonly keep: RowResults;
  readonly tasks: readonly PassTask[];
  /** False when only rows are wanted. */
  readonly moments: boolean;
}

/** A pass whose tasks several threads may have done already. */
export interface Pass {
  /** For the tasks that nobody has done. */
  readonly runner: TaskRunner;
  /** True when the task is done. */
  done(task: number): boolean;
  /** What it gave; undefined for a task that is not done. */
  result(task: number): TaskResult | undefined;
  /** To be called at the end: the rows that were asked for are then where the caller wants them. */
  close(): void;
}

/** Least milliseconds to wait for tasks of others. */
const PATIENCE = 1000;
/** Multiply-adds that even a slow thread does in a millisecond. */
const SLOW = 5e5;

/**
 * Milliseconds without any task coming back after which the caller does what is outstanding: a thread has died, or the machine is
 * busy. Done twice, a task gives the same; but rows must be copied anew for the threads, so tasks of seconds get their seconds.
 *
 * @param work - multiply-adds of the pass
 */
export const patienceFor = (work: number, tasks: number): number => PATIENCE + work / tasks / SLOW;

let passes = 0;

/** Begins a pass and, where other threads help with it, waits until they have done all they can. */
export function openPass(request: PassRequest): Pass {
  const { model, view, engine, keep } = request;
  const host = helpers(request);
  if (host !== undefined) return sharedPass(request, host.host, host.count);
  const runner = taskRunner(model, view, engine, keep);
  return { runner, done: () => false, result: () => undefined, close: () => undefined };
}

/** How many other threads are to help, and what they are made of; undefined for none. */
function helpers({ model, view, engine, tasks }: PassRequest): { host: ThreadHost; count: number } | undefined {
  if (tasks.length < 2 || tasks.length > MOST_TASKS || view.computing?.threads === 1) return undefined;
  // Threads know engines by their names.
  if (engineNamed(engine.name as EngineName) !== engine) return undefined;
  const work = passWork(view.rows, model.components, model.dimension);
  const count = Math.min(threadsFor(view.computing ?? { threads: 'auto' }, work), tasks.length) - 1;
  if (count < 1) return undefined;
  const host = threadHost();
  return typeof host === 'string' ? undefined : { host, count };
}

function sharedPass({ model, view, engine, keep, tasks, moments }: PassRequest, host: ThreadHost, count: number): Pass {
  const desk = deskOf(view, model, tasks);
  const shared = sharedRowResults(keep);
  const pass = ++passes;
  placeModel(desk, model);
  openTickets(desk.tickets, pass);
  for (const member of poolMembers(host, count)) {
    if (!member.desks.has(desk.id)) {
      member.tell({ kind: 'desk', desk });
      member.desks.add(desk.id);
    }
    member.tell({ kind: 'pass', desk: desk.id, pass, engine: engine.name as EngineName, moments, keep: shared });
  }
  const runner = taskRunner(model, view, engine, shared);
  workOff(desk, pass, moments, () => runner);
  const patience = patienceFor(passWork(view.rows, model.components, model.dimension), tasks.length);
  if (!awaitTickets(desk.tickets, patience)) abandonDesk(view, desk);
  return {
    runner,
    done: (task) => isFinished(desk.tickets, task),
    result: (task) => (isFinished(desk.tickets, task) ? resultOf(desk, task) : undefined),
    close: () => copyRows(shared, keep),
  };
}

function copyRows(from: RowResults, to: RowResults): void {
  for (const name of ['logDensities', 'responsibilities', 'logJoints'] as const) to[name]?.set(from[name] ?? []);
}
