/** Finds the examples of the documentation: fenced `ts` blocks in Markdown and in the `@example` parts of TSDoc comments. */

/**
 * @typedef {object} Example
 * @property {number} line the line of the file on which the code's first line stands, from 1
 * @property {string} code
 * @property {boolean} run false for a block fenced as `ts no-run`, which is type-checked only
 */

const opening = /^(\s*)(`{3,})\s*(.*?)\s*$/;

/**
 * The `ts` blocks among `lines`; blocks of other languages are passed over as wholes, so that a Markdown example that
 * shows a fence (with a longer fence around it) is not taken for one.
 *
 * @param {readonly string[]} lines
 * @param {number} firstLine the file's line number of `lines[0]`
 * @returns {Example[]}
 */
export function fencedExamples(lines, firstLine = 1) {
  /** @type {Example[]} */
  const examples = [];
  let index = 0;
  while (index < lines.length) {
    const match = opening.exec(lines[index]);
    index += 1;
    if (!match) continue;
    const [, indent, fence, language] = match;
    const start = index;
    while (index < lines.length && !isClosing(lines[index], fence)) index += 1;
    if (index === lines.length) throw new SyntaxError(`line ${firstLine + start - 1}: this code fence is never closed`);
    const [kind, ...options] = language.split(/\s+/);
    if (kind === 'ts') {
      const code = lines
        .slice(start, index)
        .map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line));
      examples.push({ line: firstLine + start, code: code.join('\n'), run: !options.includes('no-run') });
    }
    index += 1;
  }
  return examples;
}

const isClosing = (line, fence) => line.trim().startsWith(fence) && /^`+$/.test(line.trim());

/** The examples of a Markdown file. */
export const markdownExamples = (text) => fencedExamples(text.split(/\r?\n/));

/**
 * The examples of a TypeScript source: in each `/** … *\/` comment, what stands between `@example` and the next tag.
 * An `@example` without a `ts` block is a mistake and throws.
 *
 * @param {string} text
 * @returns {Example[]}
 */
export function docstringExamples(text) {
  return docComments(text).flatMap(({ lines, firstLine }) => {
    /** @type {Example[]} */
    const examples = [];
    let start = lines.findIndex(isExampleTag);
    while (start !== -1) {
      const end = endOfTag(lines, start + 1);
      const body = lines.slice(start + 1, end);
      const found = fencedExamples(body, firstLine + start + 1);
      if (found.length === 0 && !/```/.test(body.join('\n'))) {
        throw new SyntaxError(`line ${firstLine + start}: this @example has no fenced ts block`);
      }
      examples.push(...found);
      const next = lines.slice(end).findIndex(isExampleTag);
      start = next === -1 ? -1 : end + next;
    }
    return examples;
  });
}

const isExampleTag = (line) => /^\s*@example\b/.test(line);

/** A tag ends where the next one begins; an @ inside a fence is code. */
function endOfTag(lines, start) {
  let fence = '';
  for (let index = start; index < lines.length; index += 1) {
    const match = opening.exec(lines[index]);
    if (fence === '' && match) fence = match[2];
    else if (fence !== '' && isClosing(lines[index], fence)) fence = '';
    else if (fence === '' && /^\s*@[a-z]/i.test(lines[index])) return index;
  }
  return lines.length;
}

/** The doc comments of a source whose lines begin with a star, each without its stars. */
function docComments(text) {
  const comments = [];
  const lines = text.split(/\r?\n/);
  let index = 0;
  while (index < lines.length) {
    if (!/^\s*\/\*\*/.test(lines[index]) || lines[index].includes('*/')) {
      index += 1;
      continue;
    }
    const start = index;
    while (index < lines.length && !lines[index].includes('*/')) index += 1;
    const body = lines.slice(start, index).map((line) => line.replace(/^\s*(\/\*\*|\*) ?/, ''));
    comments.push({ lines: body, firstLine: start + 1 });
    index += 1;
  }
  return comments;
}
