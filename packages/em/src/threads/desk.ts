import type { Components } from '../expectation/components';
import { sumsIn } from '../expectation/prepare';
import type { RowResults, TaskResult, TaskRunner } from '../expectation/task-runner';
import { resultLengths, type PassTask } from '../expectation/tasks';
import type { Group, View } from '../observations/view';
import { rowsSeenByAll, seenByAll, sharedNumbers } from './shared-memory';
import { createTickets, returnTicket, takeTicket } from './tickets';

/** All that threads share of the passes over one view with models of one size: plain data, whose arrays all of them see. */
export interface Desk {
  readonly id: number;
  readonly groups: readonly Group[];
  readonly weights: Float64Array | undefined;
  readonly tasks: readonly PassTask[];
  /** The model of the pass. */
  readonly model: Components;
  readonly tickets: Int32Array;
  /** Where the result of each task begins in {@link Desk.results}, and the end of the last one. */
  readonly offsets: readonly number[];
  readonly results: Float64Array;
}

/** A desk for passes of models like this one. */
export function createDesk(id: number, view: View, model: Components, tasks: readonly PassTask[]): Desk {
  const offsets = [0];
  for (const length of resultLengths(tasks, view.groups, model)) offsets.push(offsets[offsets.length - 1] + length);
  return {
    id,
    groups: view.groups.map((group) => ({
      ...group,
      rows: rowsSeenByAll(group.rows),
      values: seenByAll(group.values),
    })),
    weights: view.weights && seenByAll(view.weights),
    tasks,
    model: mapArrays(model, ({ length }) => sharedNumbers(length)),
    tickets: createTickets(tasks.length),
    offsets,
    results: sharedNumbers(offsets[offsets.length - 1]),
  };
}

/** Puts a model of the desk's size on it. */
export function placeModel(desk: Desk, model: Components): void {
  mapArrays(model, (values, name) => {
    (desk.model[name] as Float64Array).set(values);
    return values;
  });
}

/** True when the desk was made for models of this size. */
export const fits = ({ model: own, tasks }: Desk, model: Components, wanted: readonly PassTask[]): boolean =>
  own.components === model.components &&
  own.dimension === model.dimension &&
  own.shape === model.shape &&
  tasks.length === wanted.length;

/** Takes tasks of a pass and does them until none is left. */
export function workOff(desk: Desk, pass: number, moments: boolean, runner: () => TaskRunner): void {
  let own: TaskRunner | undefined;
  for (;;) {
    const task = takeTicket(desk.tickets, pass);
    if (task === undefined) return;
    let whole = true;
    try {
      own ??= runner();
      if (moments) place(desk, task, own.run(desk.tasks[task]));
      else own.score(desk.tasks[task]);
    } catch {
      whole = false;
    }
    returnTicket(desk.tickets, task, whole);
  }
}

function place({ results, offsets }: Desk, task: number, { logLikelihood, mass, first, second }: TaskResult): void {
  let at = offsets[task];
  results[at++] = logLikelihood;
  for (const values of [mass, first, second]) {
    results.set(values, at);
    at += values.length;
  }
}

/** The result of a task that is done; the next pass overwrites it. */
export function resultOf({ results, offsets, tasks, groups, model }: Desk, task: number): TaskResult {
  const what = tasks[task];
  const width = what.kind === 'slice' ? groups[what.group].observed.length : model.dimension;
  const sums = sumsIn(results.subarray(offsets[task] + 1, offsets[task + 1]), model.components, width);
  return { logLikelihood: results[offsets[task]], ...sums };
}

/** Arrays that all threads see in place of those that the caller wants filled. */
export const sharedRowResults = (keep: RowResults): RowResults =>
  mapArrays(keep, ({ length }) => sharedNumbers(length));

/** The same object with its arrays of numbers replaced. */
function mapArrays<T extends object>(object: T, change: (values: Float64Array, name: keyof T) => Float64Array): T {
  return Object.fromEntries(
    Object.entries(object).map(([name, value]: [string, unknown]) => [
      name,
      value instanceof Float64Array ? change(value, name as keyof T) : value,
    ]),
  ) as T;
}
