/**
 * Something that went wrong and that the caller can act on, returned as the left side of an `Either`.
 *
 * A function that can fail in several ways returns a union of problems with literal tags, and the caller tells them
 * apart with `switch (problem._tag)`; fp-ts is not needed for that. More fields may be added beside these two.
 *
 * @typeParam Tag - the literal tag, such as `'FileNotFound'`
 */
export interface Problem<Tag extends string = string> {
  /** Which problem it is: stable, for programs. */
  readonly _tag: Tag;
  /** What happened, where, why it is likely and what to try: one line, for people. */
  readonly message: string;
}

/** The parts of a problem's message. Line breaks and runs of blanks within them become single blanks. */
export interface ProblemParts {
  /** What happened, without a full stop: `'Cannot read the matrix'`. */
  readonly what: string;
  /** Where it happened: a file and an offset, or an option and its value. */
  readonly where?: string;
  /** Why it is likely to have happened. */
  readonly why?: string;
  /** What to try. */
  readonly hint?: string;
}

const onOneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/**
 * Composes a {@link Problem} whose message is the one readable line `what (where): why; hint`. Parts that are missing
 * or blank are left out together with their punctuation.
 *
 * @param tag - the tag by which a program recognises the problem
 * @param parts - what happened, and as far as known where, why, and what to try
 * @throws RangeError when the tag or `what` is blank, because such a problem says nothing
 *
 * @example
 * ```ts
 * import { problem } from '@bcl/errors';
 *
 * const missing = problem('FileNotFound', { what: 'No such file', where: 'glass.txt', hint: 'check --data' });
 * missing._tag; // => 'FileNotFound'
 * missing.message; // => 'No such file (glass.txt); check --data'
 * ```
 */
export function problem<const Tag extends string>(tag: Tag, parts: ProblemParts): Problem<Tag> {
  const what = onOneLine(parts.what);
  if (tag.trim() === '' || what === '') {
    throw new RangeError(`A problem needs a tag and a "what", got '${tag}' and '${what}': say what happened.`);
  }
  const where = onOneLine(parts.where ?? '');
  const why = onOneLine(parts.why ?? '');
  const hint = onOneLine(parts.hint ?? '');
  const message = what + (where && ` (${where})`) + (why && `: ${why}`) + (hint && `; ${hint}`);
  return { _tag: tag, message };
}

/**
 * Tells whether an unknown value is a {@link Problem}: an object with a tag and a message, both strings.
 *
 * @example
 * ```ts
 * import { isProblem, problem } from '@bcl/errors';
 *
 * isProblem(problem('Empty', { what: 'The table has no rows' })); // => true
 * isProblem(new Error('not a problem')); // => false
 * ```
 */
export function isProblem(value: unknown): value is Problem {
  return (
    typeof value === 'object' &&
    value !== null &&
    '_tag' in value &&
    typeof value._tag === 'string' &&
    'message' in value &&
    typeof value.message === 'string'
  );
}
