import type { Components } from '../expectation/components';
import type { PassTask } from '../expectation/tasks';
import type { View } from '../observations/view';
import { createDesk, fits, type Desk } from './desk';
import { forgetDesk } from './pool';

/** Desks kept by the threads; marginal matchings make a view each, and are through with it after a few passes. */
const MOST_KEPT = 4;

const desks = new WeakMap<View, Desk>();
const forgotten = new FinalizationRegistry<number>(forgetDesk);
let recent: { readonly id: number; readonly view: WeakRef<View> }[] = [];
let made = 0;

/** The desk of a view for models of this size; made when there is none. */
export function deskOf(view: View, model: Components, tasks: readonly PassTask[]): Desk {
  let desk = desks.get(view);
  if (desk !== undefined && !fits(desk, model, tasks)) {
    abandonDesk(view, desk);
    desk = undefined;
  }
  if (desk === undefined) {
    desk = createDesk(++made, view, model, tasks);
    desks.set(view, desk);
    forgotten.register(view, desk.id, desk);
  }
  const { id } = desk;
  const own = recent.find((entry) => entry.id === id) ?? { id, view: new WeakRef(view) };
  recent = [...recent.filter((entry) => entry !== own), own];
  if (recent.length > MOST_KEPT) abandonOldest();
  return desk;
}

/** Never uses a desk again: a thread may still write to it. */
export function abandonDesk(view: View, desk: Desk): void {
  desks.delete(view);
  recent = recent.filter(({ id }) => id !== desk.id);
  forgotten.unregister(desk);
  forgetDesk(desk.id);
}

function abandonOldest(): void {
  const [{ id, view }] = recent;
  const kept = view.deref();
  const desk = kept && desks.get(kept);
  if (kept !== undefined && desk !== undefined) abandonDesk(kept, desk);
  else recent = recent.filter((entry) => entry.id !== id);
}
