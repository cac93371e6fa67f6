/** The packages as users get them: packed, judged, installed in a clean project, imported both ways, tried out. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { markdownExamples } from '../examples/extract.mjs';
import { runModules } from '../examples/run.mjs';
import { writeForRun } from '../examples/write.mjs';
import { declarationErrors, installConsumer, loadPackages } from '../packed/consumer.mjs';
import { lintTarball } from '../packed/lint-tarball.mjs';
import { packAll, tarballOf } from '../packed/pack.mjs';
import { checkPlugin } from '../packed/plugin.mjs';
import { mapConcurrently } from '../run/command.mjs';
import { createOutcome } from '../run/outcome.mjs';
import { entriesOf, publicPackages, root, templates } from '../run/workspace.mjs';

export const name = 'packed';

export async function run() {
  const found = createOutcome();
  const folder = mkdtempSync(path.join(tmpdir(), 'bcl-packed-'));
  try {
    await checkPacked(found, publicPackages(), folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return found.outcome;
}

async function checkPacked(found, members, folder) {
  const tarballs = path.join(folder, 'tarballs');
  mkdirSync(tarballs);
  const packed = await packAll(members, tarballs);
  found.command('pnpm pack', packed);
  if (packed.status !== 0) return;

  await mapConcurrently(members, 2, async (member) => {
    const complaints = await lintTarball(tarballOf(member, tarballs));
    for (const [judge, complaint] of Object.entries(complaints)) verdict(found, `${member.name} ${judge}`, complaint);
  });

  const consumer = path.join(folder, 'consumer');
  const { devDependencies } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const dependencies = { 'fp-ts': devDependencies['fp-ts'] };
  const installed = await installConsumer(members, { folder: consumer, tarballs, dependencies });
  found.command('install in a clean project', installed);
  if (installed.status === 0) await checkConsumer(found, members, consumer);
  for (const template of templates()) await checkPlugin(found, template, { members, tarballs, folder });
}

async function checkConsumer(found, members, consumer) {
  const names = members.flatMap(entriesOf).map(({ specifier }) => specifier);
  const esm = await loadPackages(consumer, 'esm', names);
  const cjs = await loadPackages(consumer, 'cjs', names);
  const declarations = declarationErrors(consumer, names);
  for (const each of names) {
    verdict(found, `import ${each}`, esm[each].error ?? (esm[each].exports.length > 0 ? '' : 'it exports nothing'));
    verdict(found, `require ${each}`, cjs[each].error ?? differentExports(esm[each].exports, cjs[each].exports));
    verdict(found, `types of ${each}`, (declarations.get(each) ?? []).join('\n'));
  }
  await checkFirstExamples(found, members, consumer);
}

function differentExports(esm = [], cjs) {
  return esm.join() === cjs.join() ? '' : `import gives ${esm.join(', ')}\nrequire gives ${cjs.join(', ')}`;
}

/** The first example of a README is what a new user pastes: it must work in a project that has only the packages. */
async function checkFirstExamples(found, members, consumer) {
  const modules = members.flatMap((member) => {
    const example = firstExample(member);
    return example ? [{ member, example, module: writeForRun(consumer, path.basename(member.folder), example) }] : [];
  });
  const results = await runModules(
    modules.map(({ module }) => module),
    { folder: consumer },
  );
  for (const { member, example, module } of modules) {
    const lines = results
      .get(module)
      .failures.map(({ line, message }) => `line ${example.line + line - 1}: ${message}`);
    verdict(found, `first example of ${member.name}, installed`, lines.join('\n'));
  }
}

/** A README that is missing or malformed is the business of the documentation step. */
function firstExample(member) {
  try {
    return markdownExamples(readFileSync(path.join(member.folder, 'README.md'), 'utf8')).find((example) => example.run);
  } catch {
    return undefined;
  }
}

function verdict(found, check, complaint) {
  if (complaint === '') found.pass();
  else found.fail(check, complaint);
}
