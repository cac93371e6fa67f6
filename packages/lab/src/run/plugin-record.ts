import path from 'node:path';
import { problem, ProblemError } from '@bcl/errors';
import { isRecord } from './json';

/** What a run remembers of a part that was chosen by name, so that a later reader can choose the same one. */
export interface PluginRecord {
  /** What it was chosen as: `'objective'`. A run has at most one plugin for a role. */
  readonly role: string;
  readonly name: string;
  readonly version: string;
  /** Every parameter, defaults too: plain JSON. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** The package with its version, or the file. */
  readonly from: string;
  /** SHA-256 of the file in hexadecimal, where it came from one. */
  readonly sha256?: string;
}

/**
 * The records with one more. A role that has a record already keeps it, if it is the same.
 *
 * @param folder the run folder, for the message
 * @throws ProblemError `PluginChanged` when the role was filled by another plugin, or the same in another version, with
 *   other parameters or with another text
 */
export function withPlugin(
  records: readonly PluginRecord[],
  added: PluginRecord,
  folder: string,
): readonly PluginRecord[] {
  const old = records.find(({ role }) => role === added.role);
  if (old === undefined) return [...records, JSON.parse(JSON.stringify(added)) as PluginRecord];
  const difference = differenceOf(old, added);
  if (difference === undefined) return records;
  throw new ProblemError(
    problem('PluginChanged', {
      what: `The ${added.role} has changed since the run began`,
      where: path.join(folder, 'manifest.json'),
      why: difference,
      hint: 'put the old one back, or start a new run',
    }),
  );
}

/** In what two records differ, in words. */
function differenceOf(old: PluginRecord, added: PluginRecord): string | undefined {
  const named = ({ name, version, from }: PluginRecord) => `${name} ${version} from ${from}`;
  if (named(old) !== named(added)) return `it was ${named(old)} and is ${named(added)}`;
  const [before, after] = [sorted(old.parameters), sorted(added.parameters)];
  if (before !== after) return `its parameters were ${before} and are ${after}`;
  return old.sha256 === added.sha256 ? undefined : `the SHA-256 of ${added.from} is another`;
}

/** JSON with the names of objects in order, so that equal parameters have equal texts. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    isRecord(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part,
  );
}
