/** Turns an example into a module whose `// => value` comments are assertions, line for line as it was. */
import ts from 'typescript';
import { assertion } from './assertion.mjs';

/**
 * Rewrites `code` so that each `expression; // => value`, `const x = expression; // => value` and each comment line
 * `// => value` below such a statement calls the assertion with what was computed, the value and the line (from 1).
 * `console.log(expression); // => value` asserts the expression. No line is added or moved.
 *
 * @param {string} code
 * @returns {{ code: string, assertions: number }}
 * @throws SyntaxError when an arrow comment belongs to no statement whose value could be asserted, or is no expression
 */
export function instrument(code) {
  const file = ts.createSourceFile('example.ts', code, ts.ScriptTarget.ES2022, true);
  const lineOf = (position) => file.getLineAndCharacterOfPosition(position).line + 1;
  const statements = statementsByLastLine(file, lineOf);
  /** @type {{ start: number, end: number, text: string }[]} */
  const edits = [];
  const arrows = arrowComments(code);
  for (const { line, start, end, text, alone } of arrows) {
    const statement = statements.get(alone ? lastLineBefore(statements, line) : line);
    const subject = statement && subjectOf(statement);
    if (!subject) throw new SyntaxError(`line ${line}: no expression and no const stands before this "// =>"`);
    const value = literal(text, line);
    if (subject.replace) {
      edits.push({ start: subject.start, end: subject.start, text: `${assertion}(` });
      edits.push({ start: subject.end, end: subject.end, text: `, (${value}), ${line})` });
      edits.push({ start, end, text: '' });
    } else {
      edits.push({ start, end, text: `${assertion}(${subject.name}, (${value}), ${line});` });
    }
  }
  edits.sort((a, b) => b.start - a.start);
  const rewritten = edits.reduce((text, edit) => text.slice(0, edit.start) + edit.text + text.slice(edit.end), code);
  return { code: rewritten, assertions: arrows.length };
}

/** Every expression and variable statement, at any depth, by the line it ends on (the outermost where two end together). */
function statementsByLastLine(file, lineOf) {
  const byLine = new Map();
  const visit = (node) => {
    if (ts.isExpressionStatement(node) || ts.isVariableStatement(node)) {
      const line = lineOf(node.getEnd());
      if (!byLine.has(line)) byLine.set(line, node);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return byLine;
}

const lastLineBefore = (statements, line) =>
  Math.max(...[...statements.keys()].filter((candidate) => candidate < line));

/** Comments that begin with an arrow, found by the scanner so that strings and templates are not mistaken for them. */
function arrowComments(code) {
  const comments = [];
  const file = ts.createSourceFile('example.ts', code, ts.ScriptTarget.ES2022, true);
  const seen = new Set();
  const collect = (node) => {
    for (const range of [
      ...(ts.getLeadingCommentRanges(code, node.getFullStart()) ?? []),
      ...(ts.getTrailingCommentRanges(code, node.getEnd()) ?? []),
    ]) {
      if (seen.has(range.pos)) continue;
      seen.add(range.pos);
      const match = /^\/\/\s*=>\s*(.*)$/.exec(code.slice(range.pos, range.end));
      if (!match) continue;
      const lineStart = code.lastIndexOf('\n', range.pos - 1) + 1;
      comments.push({
        line: file.getLineAndCharacterOfPosition(range.pos).line + 1,
        start: range.pos,
        end: range.end,
        text: match[1].trim(),
        alone: code.slice(lineStart, range.pos).trim() === '',
      });
    }
    node.getChildren(file).forEach(collect);
  };
  collect(file);
  return comments;
}

/** What of a statement can be asserted: an expression in its place, or the one name that it declares. */
function subjectOf(statement) {
  if (ts.isExpressionStatement(statement)) {
    const { expression } = statement;
    const shown = loggedExpression(expression) ?? expression;
    return { replace: true, start: shown.getStart(), end: shown.getEnd() };
  }
  const [declaration, ...others] = statement.declarationList.declarations;
  if (others.length > 0 || !ts.isIdentifier(declaration.name)) return undefined;
  return { replace: false, name: declaration.name.text };
}

function loggedExpression(expression) {
  const isLog = ts.isCallExpression(expression) && expression.expression.getText() === 'console.log';
  return isLog && expression.arguments.length === 1 ? expression.arguments[0] : undefined;
}

/** The value of an arrow comment as an expression; `Float64Array(2) [1, 2]`, as Node prints it, is read as the array. */
function literal(text, line) {
  const value = text.replace(/\b[A-Z][A-Za-z0-9]*Array(\(\d+\))? (?=\[)/g, '');
  const { diagnostics } = ts.transpileModule(`void (${value});`, { reportDiagnostics: true });
  if (value === '' || diagnostics.length > 0) {
    throw new SyntaxError(`line ${line}: "${text}" after "// =>" is not a JavaScript value`);
  }
  return value;
}
