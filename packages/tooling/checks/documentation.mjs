/**
 * The documentation does what it says: each example type-checks and runs against the built packages, each package's
 * README has one, everything that a package exports is described, and links lead somewhere.
 */
import path from 'node:path';
import { typeErrors } from '../examples/check-types.mjs';
import { collectExamples, markdownFiles } from '../examples/collect.mjs';
import { undocumentedExports } from '../examples/documented.mjs';
import { runModules } from '../examples/run.mjs';
import { installTemplate } from '../examples/template.mjs';
import { prepareFolder, writeForRun, writeForTypes } from '../examples/write.mjs';
import { brokenLinks } from '../links/links.mjs';
import { createOutcome } from '../run/outcome.mjs';
import { entriesOf, privatePackages, publicPackages, relative, root, templates } from '../run/workspace.mjs';

export const name = 'documentation';

export async function run() {
  const found = createOutcome();
  const { examples, mistakes } = collectExamples(root);
  for (const { file, message } of mistakes) found.fail(relative(file), `${relative(file)}: ${message}`);
  await checkExamples(found, examples);
  checkReadmes(found, examples);
  checkExports(found);
  checkLinks(found);
  return found.outcome;
}

/** Each example is one check: its types, and its assertions unless it is fenced as `no-run`. */
async function checkExamples(found, examples) {
  const folder = path.join(root, '.cache/examples');
  prepareFolder(folder, publicPackages());
  for (const template of templates()) installTemplate(folder, template);
  // Examples of private packages see these too; whatever users read is held to what they can install.
  const privateFolder = path.join(folder, 'private');
  prepareFolder(privateFolder, privatePackages());
  const isPrivate = ({ file }) => privatePackages().some((member) => file.startsWith(member.folder + path.sep));
  const written = examples.map((example, index) => {
    const place = isPrivate(example) ? privateFolder : folder;
    const module = { example, path: writeForTypes(place, index, example), run: undefined, problems: [] };
    try {
      if (example.run) module.run = writeForRun(place, index, example);
    } catch (error) {
      module.problems.push(inFile(example, error.message));
    }
    return module;
  });
  const types = typeErrors(root, written);
  const runs = await runModules(
    written.flatMap((module) => (module.run ? [module.run] : [])),
    { folder },
  );
  for (const { example, path: module, run: runnable, problems } of written) {
    const failures = runs.get(runnable)?.failures ?? [];
    const all = [
      ...problems,
      ...(types.get(module) ?? []).map((message) => `${relative(example.file)}: ${message}`),
      ...failures.map(({ line, message }) => `${relative(example.file)}: line ${example.line + line - 1}: ${message}`),
    ];
    if (all.length === 0) found.pass();
    else found.fail(`${relative(example.file)}:${example.line}`, all.join('\n'));
  }
}

/** A message about line N of an example, as one about a line of its file. */
const inFile = (example, message) =>
  `${relative(example.file)}: ${message.replace(/^line (\d+)/, (_, line) => `line ${example.line + Number(line) - 1}`)}`;

function checkReadmes(found, examples) {
  for (const { folder } of [...publicPackages(), ...templates()]) {
    const readme = path.join(folder, 'README.md');
    if (examples.some((example) => example.file === readme && example.run)) found.pass();
    else found.fail(relative(readme), `${relative(readme)} has no example: begin with a short one in a ts fence`);
  }
}

function checkExports(found) {
  const entries = [...publicPackages(), ...templates()].flatMap(entriesOf).map(({ source }) => source);
  const gaps = undocumentedExports(root, entries);
  for (const entry of entries) {
    const missing = gaps.get(entry) ?? [];
    if (missing.length === 0) found.pass();
    else {
      const lines = missing.map(
        ({ name: symbol, file, line }) => `${relative(file)}:${line}: ${symbol} has no doc comment`,
      );
      found.fail(relative(entry), lines.join('\n'));
    }
  }
}

function checkLinks(found) {
  for (const file of markdownFiles(root)) {
    const broken = brokenLinks(file).map(({ line, message }) => `${relative(file)}: line ${line}: ${message}`);
    if (broken.length === 0) found.pass();
    else found.fail(`links of ${relative(file)}`, broken.join('\n'));
  }
}
