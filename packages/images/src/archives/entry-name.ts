import { stop } from '../problem';

/**
 * Stops at a name that would lead out of the folder into which an archive is unpacked: absolute, with a drive, or with
 * `..` in it. Nothing is unpacked to disk here; an archive with such a name is refused because it is not what it claims.
 */
export function checkEntryName(name: string, archive: string): void {
  const steps = name.split(/[\\/]/);
  const absolute = steps[0] === '' || /^[A-Za-z]:/.test(name);
  const why = absolute
    ? 'its path is absolute'
    : steps.includes('..')
      ? 'its path climbs out of the archive'
      : name.includes('\0')
        ? 'its path holds a zero byte'
        : undefined;
  if (why !== undefined) refuse(name, archive, why);
}

/** Stops at an entry that is not a file or folder, such as a link. */
export function refuse(name: string, archive: string, why: string): never {
  return stop('UnsafeEntry', {
    what: `The archive holds '${name}'`,
    where: archive,
    why: `${why}, as no collection of pictures needs`,
    hint: 'check where the archive comes from, or unpack it yourself and name the folder',
  });
}

/** What a file is to a collection of pictures, by its name. */
export type EntryKind = 'picture' | 'attributes' | 'other';

/** Pictures by extension, attribute lists by CelebA's name; hidden files and what macOS adds are neither. */
export function entryKind(name: string): EntryKind {
  const steps = name.split('/');
  const last = steps[steps.length - 1];
  if (last.startsWith('.') || steps.includes('__MACOSX')) return 'other';
  if (/\.(jpe?g|png)$/i.test(last)) return 'picture';
  return isAttributeList(last) ? 'attributes' : 'other';
}

/** Whether a file's own name is that of an attribute list: `list_attr_celeba.txt`, `.csv`, or with a word in between. */
export function isAttributeList(name: string): boolean {
  return /^list_attr_celeba.*\.(txt|csv)$/.test(name);
}
