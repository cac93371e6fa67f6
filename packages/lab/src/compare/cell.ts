import { isRecord, type Json } from '../run/json';
import type { RunFolder } from '../run/folder';

/** One method's result for one seed. */
export interface Cell<Extra extends Json = Json> {
  readonly method: string;
  readonly seed: number;
  /** Wall-clock seconds. */
  readonly seconds: number;
  /** Its scores; NaN for a value that is not finite. */
  readonly metrics: Readonly<Record<string, number>>;
  /** What the method keeps for figures, as JSON holds it; null when it keeps nothing. */
  readonly extra: Extra;
}

/** The file of a cell; characters that a file name should not hold are written as %XX. */
export function cellFile(group: string, method: string, seed: number): string {
  const safe = (text: string) => encodeURIComponent(text).replace(/[.*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);
  return `cells/${group === '' ? '' : `${safe(group)}/`}${safe(method)}-${seed}.json`;
}

/** Writes a cell and gives it back as a reader will find it, so that a resumed run sees what an unbroken one sees. */
export async function writeCell<Extra extends Json>(
  folder: RunFolder,
  group: string,
  cell: Cell<Extra>,
): Promise<Cell<Extra>> {
  const file = cellFile(group, cell.method, cell.seed);
  await folder.writeJson(file, { schema: 1, ...cell });
  const metrics = Object.entries(cell.metrics).map(([name, v]) => [name, Number.isFinite(v) ? v : NaN] as const);
  return { ...cell, metrics: Object.fromEntries(metrics), extra: JSON.parse(JSON.stringify(cell.extra)) as Extra };
}

/** Reads a cell that an earlier part of the run finished; undefined when there is none. */
export async function readCell<Extra extends Json>(
  folder: RunFolder,
  group: string,
  method: string,
  seed: number,
): Promise<Cell<Extra> | undefined> {
  const value = await folder.readJson(cellFile(group, method, seed));
  if (!isRecord(value) || value.schema !== 1 || value.method !== method || value.seed !== seed) return undefined;
  const { seconds, metrics } = value;
  if (typeof seconds !== 'number' || !isRecord(metrics)) return undefined;
  const numbers = Object.entries(metrics).map(([name, v]) => [name, typeof v === 'number' ? v : NaN] as const);
  // The file was written by writeCell from a value of this type.
  return { method, seed, seconds, metrics: Object.fromEntries(numbers), extra: value.extra as Extra };
}
