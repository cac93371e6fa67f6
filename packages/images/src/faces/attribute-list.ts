import { stop } from '../problem';
import type { AttributeText } from '../archives/source';
import type { ImageAttributes } from '../set/image-set';

/** What an attribute list says of pictures by their file names. */
export interface AttributeList {
  readonly where: string;
  readonly names: readonly string[];
  /** Values of one picture, 1 or -1 a name, by its file name without folders. */
  readonly values: ReadonlyMap<string, Int8Array>;
}

/**
 * Reads an attribute list in the format of CelebA's `list_attr_celeba.txt`: the number of pictures (which is not relied
 * upon: lists are cut), a line of names, then a line for each picture with its file name and 1 or -1 for each name. The
 * form with commas, whose first line starts with `image_id`, is read too.
 */
export function parseAttributeList({ where, text }: AttributeText): AttributeList {
  const lines = text.split(/\r?\n/);
  const counted = /^\s*\d+\s*$/.test(lines[0]);
  const header = counted ? 1 : 0;
  const names = fields(lines[header] ?? '').filter((name, i) => !(i === 0 && name === 'image_id'));
  if (names.length === 0 || names.some((name) => /^[-+]?\d+$/.test(name)) || new Set(names).size < names.length) {
    stopAt(where, header + 1, 'There is no line of attribute names', 'names are words, each once');
  }
  const values = new Map<string, Int8Array>();
  for (let i = header + 1; i < lines.length; i++) {
    const [picture, ...given] = fields(lines[i]);
    if (picture === undefined) continue;
    if (given.length !== names.length) {
      stopAt(
        where,
        i + 1,
        `${picture} has ${given.length} values for ${names.length} attributes`,
        'the line is damaged',
      );
    }
    const wrong = given.find((value) => value !== '1' && value !== '-1');
    if (wrong !== undefined) {
      stopAt(where, i + 1, `'${wrong}' is no attribute value`, '1 means that a picture has it, -1 that it has not');
    }
    values.set(picture, Int8Array.from(given, Number));
  }
  if (values.size === 0) stopAt(where, lines.length, 'The list describes no picture', 'it was cut short');
  return { where, names, values };
}

/**
 * The attributes of pictures, in their order.
 *
 * A picture without a line stops the reading: to go on with a guess would teach a model something wrong.
 */
export function attributesOf(list: AttributeList, pictures: readonly string[]): ImageAttributes {
  const values = new Int8Array(pictures.length * list.names.length);
  pictures.forEach((name, i) => {
    const found = list.values.get(name.slice(name.lastIndexOf('/') + 1));
    if (found === undefined) {
      return stop('BadAttributes', {
        what: `There is no line for ${name} among ${list.values.size}`,
        where: list.where,
        why: 'the list belongs to other pictures, or covers only the first of them',
        hint: 'name another list, ask for fewer pictures with count, or read none with attributes: false',
      });
    }
    values.set(found, i * list.names.length);
  });
  return { names: list.names, values };
}

const fields = (line: string): readonly string[] => line.split(/[\s,]+/).filter((field) => field !== '');

function stopAt(where: string, line: number, what: string, why: string): never {
  return stop('BadAttributes', { what, where: `${where}, line ${line}`, why, hint: 'get the list again' });
}
