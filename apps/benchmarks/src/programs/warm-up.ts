import { emOperations } from '../arithmetic/operations';

/** Iterations that are thrown away before the first timing: many short ones, until compilers have settled; one where it takes long. */
export function warmUpFor({
  rows,
  columns,
  components,
}: {
  rows: number;
  columns: number;
  components: number;
}): number {
  return Math.max(1, Math.min(100, Math.round(1e9 / emOperations(rows, columns, components))));
}
