import path from 'node:path';
import { Command, CommanderError, Option } from 'commander';
import * as E from 'fp-ts/lib/Either.js';
import { problem, type Problem } from '@bcl/errors';
import { namesFile } from '../plugins/specifier';
import type { AnyApp } from './define';
import { defaultOf, expectation, flagOf, parseOption, type OptionSpec, type OptionSpecs } from './option';

/** What a command line asks for. */
export type Request =
  | { readonly kind: 'print'; readonly text: string }
  | {
      readonly kind: 'run';
      /** Every option's value; absent where it has none. */
      readonly values: Readonly<Record<string, number | string | boolean>>;
      /** The names of the options that were typed. */
      readonly given: ReadonlySet<string>;
    };

const common = 'Options of every app:';

/** The options that every app has, given what the app says of them. */
export function commonOptions(app: AnyApp): OptionSpecs {
  const { first, count, quick } = app.seeds;
  const data: OptionSpecs = app.data === undefined ? {} : { data: { kind: 'path', description: app.data } };
  return {
    seed: {
      kind: 'integer',
      default: first ?? 0,
      min: 0,
      max: 2 ** 32 - 1,
      description: 'first seed; the same seed gives the same run',
    },
    seeds: { kind: 'integer', default: count, quick: quick ?? 1, min: 1, max: 10_000, description: 'number of seeds' },
    ...data,
    out: {
      kind: 'path',
      placeholder: 'DIR',
      description: `new or empty folder for everything the run leaves behind (default: runs/${app.name}/<time stamp>)`,
    },
    resume: {
      kind: 'path',
      placeholder: 'DIR',
      description: 'go on with an interrupted run in its folder, with its options',
    },
    quick: { kind: 'boolean', description: 'a small version of the run, to see that it works' },
  };
}

/**
 * Reads a command line. A leading lone `--`, which pnpm 10 passes on, is ignored. Paths are resolved against
 * `directory`.
 */
export function readCommandLine(
  app: AnyApp,
  argv: readonly string[],
  directory: string,
  version: string | undefined,
): E.Either<Problem<'BadOption'>, Request> {
  let printed = '';
  const own = app.options;
  const shared = commonOptions(app);
  const command = new Command(app.name)
    .description(app.description)
    .allowExcessArguments(false)
    .exitOverride()
    .configureHelp({ helpWidth: 100 })
    .configureOutput({ writeOut: (text) => (printed += text), writeErr: () => undefined })
    .helpOption('-h, --help', 'show this');
  if (version !== undefined) command.version(version, '--version', 'show the version');
  if (Object.keys(own).length > 0) command.optionsGroup(`Options of ${app.name}:`);
  for (const [name, spec] of Object.entries(own)) command.addOption(toCommander(name, spec));
  command.optionsGroup(common);
  for (const [name, spec] of Object.entries(shared)) command.addOption(toCommander(name, spec));

  try {
    command.parse([...(argv[0] === '--' ? argv.slice(1) : argv)], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return E.right({ kind: 'print', text: printed });
    return E.left(badCommandLine(app, error));
  }
  return collect({ ...own, ...shared }, command.opts(), directory);
}

function collect(
  specs: OptionSpecs,
  texts: Readonly<Record<string, string | true | undefined>>,
  directory: string,
): E.Either<Problem<'BadOption'>, Request> {
  const values: Record<string, number | string | boolean> = {};
  const given = new Set<string>();
  const quick = texts.quick === true;
  for (const [name, spec] of Object.entries(specs)) {
    const text = texts[name];
    if (text === undefined) {
      const value = defaultOf(spec, quick);
      if (value !== undefined) values[name] = value;
      continue;
    }
    const value = parseOption(name, spec, String(text));
    if (E.isLeft(value)) return value;
    given.add(name);
    values[name] = resolved(spec, value.right, directory);
  }
  if (given.has('out') && given.has('resume')) {
    const why = 'a resumed run goes on in its own folder';
    return E.left(problem('BadOption', { what: '--out and --resume are both given', why, hint: 'leave --out out' }));
  }
  return E.right({ kind: 'run', values, given });
}

/** The value with its path, if it holds one, made absolute. */
function resolved(spec: OptionSpec, value: number | string | boolean, directory: string): number | string | boolean {
  const text = String(value);
  if (spec.kind === 'address' && text.startsWith('@')) return `@${path.resolve(directory, text.slice(1))}`;
  return isPath(spec, text) ? path.resolve(directory, text) : value;
}

function isPath(spec: OptionSpec, text: string): boolean {
  if (spec.kind === 'source') return !/^https?:\/\//i.test(text);
  return spec.kind === 'path' || (spec.kind === 'module' && namesFile(text));
}

function toCommander(name: string, spec: OptionSpec): Option {
  const flag = flagOf(name);
  if (spec.kind === 'boolean') return new Option(flag, spec.description);
  return new Option(`${flag} <${placeholder(spec)}>`, `${spec.description}${remarks(spec)}`);
}

function placeholder(spec: Exclude<OptionSpec, { kind: 'boolean' }>): string {
  switch (spec.kind) {
    case 'integer':
      return 'N';
    case 'number':
      return 'X';
    case 'choice':
      return 'NAME';
    case 'string':
      return spec.placeholder ?? 'TEXT';
    case 'path':
      return spec.placeholder ?? 'PATH';
    case 'source':
      return spec.placeholder ?? 'PATH|URL';
    case 'address':
      return spec.placeholder ?? 'URL|@FILE';
    case 'module':
      return spec.placeholder ?? 'NAME|PACKAGE|./file.ts';
  }
}

/** Unit, range and defaults of an option, in brackets. */
function remarks(spec: Exclude<OptionSpec, { kind: 'boolean' }>): string {
  const parts: string[] = [];
  if (spec.kind === 'choice') parts.push(expectation(spec));
  if (spec.kind === 'integer' || spec.kind === 'number') {
    const unit = spec.unit === undefined ? '' : `, in ${spec.unit}`;
    parts.push(`${expectation(spec)}${unit}`);
  }
  if (spec.default !== undefined) parts.push(`default: ${spec.default}`);
  if (spec.quick !== undefined && spec.quick !== spec.default) parts.push(`with --quick: ${spec.quick}`);
  return parts.length === 0 ? '' : ` (${parts.join('; ')})`;
}

function badCommandLine(app: AnyApp, error: CommanderError): Problem<'BadOption'> {
  const said = error.message.replace(/^error: /, '').replace(/\s*\n\s*/g, ' ');
  const what = said.replace(/\.$/, '');
  return problem('BadOption', { what, hint: `--help lists the options of ${app.name}` });
}
