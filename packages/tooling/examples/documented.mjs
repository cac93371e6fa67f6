/** Finds what a package exports without a word about it. */
import path from 'node:path';
import ts from 'typescript';

/**
 * The exports of each entry file that have no doc comment, as `file:line name`; re-exports count where they are declared.
 *
 * @param {string} root where tsconfig.json stands
 * @param {readonly string[]} entries absolute paths of `src/index.ts` files
 * @returns {Map<string, { name: string, file: string, line: number }[]>} by entry; entries without a gap are absent
 */
export function undocumentedExports(root, entries) {
  const config = ts.readConfigFile(path.join(root, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, root);
  const program = ts.createProgram([...entries], { ...options, noEmit: true });
  const checker = program.getTypeChecker();
  const gaps = new Map();
  for (const entry of entries) {
    const module = checker.getSymbolAtLocation(program.getSourceFile(entry));
    const found = module ? checker.getExportsOfModule(module).flatMap((symbol) => gapOf(checker, symbol)) : [];
    if (found.length > 0) gaps.set(entry, found);
  }
  return gaps;
}

function gapOf(checker, symbol) {
  const declared = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  const words = ts.displayPartsToString(declared.getDocumentationComment(checker)).trim();
  if (words !== '') return [];
  const declaration = declared.declarations?.[0];
  if (declaration === undefined) return [];
  const file = declaration.getSourceFile();
  if (file.fileName.includes('/node_modules/')) return [];
  const { line } = file.getLineAndCharacterOfPosition(declaration.getStart());
  return [{ name: symbol.name, file: file.fileName, line: line + 1 }];
}
