import type { Observations } from '../observations/observations';
import { passWork, threadsFor } from '../threads/computing';
import { sharedNumbers } from '../threads/shared-memory';
import { scaleData, type Scaling } from './scaling';

/** A copy in the units of the scaling: the caller's array may change while the fit goes on. Where threads are to read it they can. */
export function ownCopy(data: Observations, scaling: Scaling | undefined, components: number): Observations {
  const { rows, dimension, computing = { threads: 'auto' } } = data;
  const shared = threadsFor(computing, passWork(rows, components, dimension)) > 1;
  const room = shared ? sharedNumbers(data.data.length) : new Float64Array(data.data.length);
  if (scaling !== undefined) return scaleData(data, scaling, room);
  room.set(data.data);
  return { ...data, data: room };
}
