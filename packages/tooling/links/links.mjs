/** Finds links of Markdown files that lead nowhere within the repository. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * The relative links of `file` whose target does not exist, or has no heading for the link's fragment. Links to the
 * network are not followed: a test run must not fail because somebody else's page moved.
 *
 * @param {string} file absolute path of a Markdown file
 * @returns {{ line: number, message: string }[]}
 */
export function brokenLinks(file) {
  const broken = [];
  for (const { line, target } of linksOf(readFileSync(file, 'utf8'))) {
    if (/^[a-z][a-z0-9+.-]*:/i.test(target)) continue;
    const [place, fragment] = decodeURIComponent(target).split('#');
    const destination = place === '' ? file : path.resolve(path.dirname(file), place);
    if (!existsSync(destination)) broken.push({ line, message: `the link to ${target} leads to no file` });
    else if (fragment && destination.endsWith('.md') && !anchorsOf(destination).has(fragment)) {
      broken.push({ line, message: `the link to ${target} leads to no heading` });
    }
  }
  return broken;
}

/** The targets of `[text](target)` links outside of code, each with its line. */
export function linksOf(markdown) {
  return proseLines(markdown).flatMap(({ line, text }) =>
    [...text.matchAll(/\]\(\s*<?([^)\s>]+)>?[^)]*\)/g)].map((match) => ({ line, target: match[1] })),
  );
}

/** The anchors that a forge gives to the headings of a file: lower case, punctuation dropped, spaces as hyphens. */
function anchorsOf(file) {
  const anchors = new Set();
  for (const { text } of proseLines(readFileSync(file, 'utf8'), { keepInlineCode: true })) {
    const heading = /^#{1,6}\s+(.*?)\s*#*$/.exec(text)?.[1];
    if (heading === undefined) continue;
    const anchor = heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-');
    let unique = anchor;
    for (let copy = 1; anchors.has(unique); copy += 1) unique = `${anchor}-${copy}`;
    anchors.add(unique);
  }
  return anchors;
}

/** The lines outside of code fences; inline code is blanked, since brackets in it are no links. */
function proseLines(markdown, { keepInlineCode = false } = {}) {
  let fence = '';
  return markdown.split(/\r?\n/).flatMap((text, index) => {
    const mark = /^\s*(`{3,}|~{3,})/.exec(text)?.[1];
    if (mark && fence === '') fence = mark;
    else if (mark && mark.startsWith(fence) && text.trim() === mark) fence = '';
    else if (fence === '') return [{ line: index + 1, text: keepInlineCode ? text : text.replace(/`[^`]*`/g, '') }];
    return [];
  });
}
