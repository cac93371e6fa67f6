/** Judges one tarball: its contents, publint's opinion and that of "are the types wrong". */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { runCommand } from '../run/command.mjs';
import { root } from '../run/workspace.mjs';
import { contentProblems } from './pack.mjs';

const attw = path.join(root, 'packages/tooling/node_modules/.bin/attw');

/**
 * @param {string} tarball
 * @returns {Promise<Record<'contents' | 'publint' | 'types', string>>} the complaints of each; empty where it is content
 */
export async function lintTarball(tarball) {
  const [contents, opinions, types] = await Promise.all([
    complaintsAboutContents(tarball),
    complaintsOfPublint(tarball),
    runCommand([attw, tarball, '--format', 'ascii', '--no-emoji', '--no-color'], { cwd: root }),
  ]);
  return { contents, publint: opinions, types: types.status === 0 ? '' : types.output };
}

async function complaintsAboutContents(tarball) {
  const listed = await runCommand(['tar', '-tzf', tarball]);
  if (listed.status !== 0) return listed.output;
  return contentProblems(
    listed.stdout
      .trim()
      .split('\n')
      .map((file) => file.replace(/^package\//, '')),
  ).join('\n');
}

async function complaintsOfPublint(tarball) {
  const bytes = await readFile(tarball);
  const { messages, pkg } = await publint({
    pack: { tarball: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) },
    strict: true,
  });
  // Suggestions are advice for taste, such as a repository field; warnings and errors break a user's import.
  const serious = messages.filter((message) => message.type !== 'suggestion');
  return serious.map((message) => `${message.type}: ${formatMessage(message, pkg, { color: false })}`).join('\n');
}
