import { checkFinite } from './numbers';
import type { SurfacePanelsRequest } from './surface-panels';

/** Throws a RangeError when what is to be drawn does not fit together. */
export function checkSurfaces({ x, y, panels, exponent = 1, columns = 1, ...kinds }: SurfacePanelsRequest): void {
  if (panels.length === 0) throw new RangeError('there is no surface to draw');
  checkTicks('x', x);
  checkTicks('y', y);
  if (!(exponent > 0 && exponent <= 1)) throw new RangeError(`exponent is ${exponent}: it must be in (0, 1]`);
  if (!(Number.isInteger(columns) && columns > 0))
    throw new RangeError(`columns is ${columns}: at least one is needed`);
  for (const { heading, z, markers = [], paths = [] } of panels) {
    if (z.length !== x.length * y.length) {
      throw new RangeError(`the surface of ${heading} has ${z.length} values for ${y.length} rows of ${x.length}`);
    }
    checkFinite(z, `z of ${heading}`);
    checkKinds('markers', heading, markers, kinds.markers ?? []);
    checkKinds('paths', heading, paths, kinds.paths ?? []);
    for (const flat of markers) checkPoints(flat, `markers of ${heading}`);
    for (const flat of paths.flat()) checkPoints(flat, `paths of ${heading}`);
  }
}

function checkKinds(what: string, heading: string, given: readonly unknown[], kinds: readonly unknown[]): void {
  if (given.length > kinds.length) {
    throw new RangeError(`${heading} has ${given.length} kinds of ${what}, the figure names ${kinds.length}`);
  }
}

function checkPoints(flat: ArrayLike<number>, what: string): void {
  if (flat.length % 2 !== 0) throw new RangeError(`${what} have ${flat.length} numbers: two a point`);
  checkFinite(flat, what);
}

function checkTicks(name: string, values: ArrayLike<number>): void {
  const n = values.length;
  if (n < 2) throw new RangeError(`${name} has ${n} values: a surface needs at least 2`);
  checkFinite(values, name);
  const step = (values[n - 1] - values[0]) / (n - 1);
  for (let i = 1; i < n; i++) {
    if (!(step > 0) || Math.abs(values[i] - values[i - 1] - step) > 1e-6 * step) {
      throw new RangeError(`${name}[${i}] is ${values[i]} after ${values[i - 1]}: the grid must ascend in even steps`);
    }
  }
}
