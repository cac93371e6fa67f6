/** Makes a template package available to examples, which import it by its name. */
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/**
 * Compiles the template's sources, types aside, into `node_modules` of the folder in which examples run. It is not built
 * where it stands: nobody who copies it should find a build of ours in it.
 *
 * @param {string} folder
 * @param {import('../run/workspace.mjs').Member} template
 */
export function installTemplate(folder, template) {
  const target = path.join(folder, 'node_modules', template.name);
  const sources = path.join(template.folder, 'src');
  for (const entry of readdirSync(sources, { recursive: true }).filter((file) => file.endsWith('.ts'))) {
    const { outputText } = ts.transpileModule(readFileSync(path.join(sources, entry), 'utf8'), {
      fileName: entry,
      compilerOptions: {
        target: ts.ScriptTarget.ES2022,
        module: ts.ModuleKind.ESNext,
        verbatimModuleSyntax: true,
      },
    });
    const file = path.join(target, 'dist', entry.replace(/\.ts$/, '.js'));
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, outputText);
  }
  writeFileSync(path.join(target, 'package.json'), JSON.stringify(template.manifest));
}
