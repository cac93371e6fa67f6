/** Type-checks examples as modules of this workspace: `@bcl/*` means the sources, as everywhere else. */
import path from 'node:path';
import ts from 'typescript';

/**
 * The type errors of each example, as `line N: message` with N counted in the example's file.
 *
 * @param {string} root
 * @param {readonly { path: string, example: import('./collect.mjs').LocatedExample }[]} modules each example and the
 *   file that it was written to, unchanged
 * @returns {Map<string, string[]>} errors by module path; modules without errors are absent
 */
export function typeErrors(root, modules) {
  const config = ts.readConfigFile(path.join(root, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, root);
  const program = ts.createProgram(
    modules.map((module) => module.path),
    // An example shows names, and need not use each.
    {
      ...options,
      noEmit: true,
      noUnusedLocals: false,
      noUnusedParameters: false,
      moduleDetection: ts.ModuleDetectionKind.Force,
    },
  );
  const errors = new Map();
  for (const { path: file, example } of modules) {
    const source = program.getSourceFile(file);
    const diagnostics = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    if (diagnostics.length > 0)
      errors.set(
        file,
        diagnostics.map((diagnostic) => inWords(diagnostic, example.line)),
      );
  }
  return errors;
}

function inWords(diagnostic, firstLine) {
  const text = ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n');
  if (diagnostic.start === undefined) return text;
  const { line } = diagnostic.file.getLineAndCharacterOfPosition(diagnostic.start);
  return `line ${firstLine + line}: ${text}`;
}
