import type { RunFolder } from '../run/folder';
import type { Progress } from '../progress/progress';
import { checkDefinition } from './check-definition';
import type { OptionSpecs, OptionValues } from './option';

/** What an app's `run` is given. */
export interface RunContext<Specs extends OptionSpecs> {
  /** The values of the app's own options. */
  readonly options: OptionValues<Specs>;
  /** The seeds to run, from `--seed` and `--seeds`. */
  readonly seeds: readonly number[];
  /** Whether `--quick` was given. */
  readonly quick: boolean;
  /** The absolute path given with `--data`. */
  readonly data: string | undefined;
  /**
   * The user's project: the nearest folder with a package.json upwards from where the command was typed, or that folder
   * itself. Plugins are looked for in it.
   */
  readonly project: string;
  /** Where the run leaves everything. */
  readonly folder: RunFolder;
  /** Aborted by Ctrl-C: stop soon, by returning or by throwing. */
  readonly signal: AbortSignal;
  /** Writes lines to stdout, above a live progress bar. */
  readonly print: (text: string) => void;
  /** Starts a progress bar on stderr of `total` units of work, of which `before` were done earlier. */
  readonly progress: (total: number, unit: string, before?: number) => Progress;
}

/** An experiment as data and one function. */
export interface AppDefinition<Specs extends OptionSpecs> {
  /** Short name, in kebab case: it names the folder of its runs. */
  readonly name: string;
  /** One sentence for `--help`. */
  readonly description: string;
  /** `import.meta.url` of the app's main file: the package.json above it gives the versions in the manifest. */
  readonly from?: string;
  /** How a user starts the app; by default `pnpm --filter <package name> start`. */
  readonly command?: string;
  /** The app's own options by name. */
  readonly options: Specs;
  /** The first seed (default 0), the number of seeds, and the number with `--quick` (default 1). */
  readonly seeds: { readonly first?: number; readonly count: number; readonly quick?: number };
  /** What `--data PATH` is for, for an app that reads files; without it the option does not exist. */
  readonly data?: string;
  /** Tags of problems that are failures (exit code 1); every other problem is bad input (exit code 2). */
  readonly failures?: readonly string[];
  /** The experiment. A thrown `ProblemError` ends as one readable line. */
  run(context: RunContext<Specs>): Promise<void>;
}

/** An app whose options are not known by type. */
export interface AnyApp extends Omit<AppDefinition<OptionSpecs>, 'run'> {
  run(context: RunContext<never>): Promise<void>;
}

/**
 * Checks an app's definition and gives it its types: the values in `context.options` follow from the option's kind,
 * choices and default.
 *
 * @throws TypeError when an option has the name of one that every app has, or a default outside its own range
 * @example
 * ```ts
 * import { defineApp } from '@bcl/lab';
 *
 * const app = defineApp({
 *   name: 'coin',
 *   description: 'Tosses a coin.',
 *   seeds: { count: 3 },
 *   options: { tosses: { kind: 'integer', default: 100, quick: 10, min: 1, description: 'tosses a run' } },
 *   run: async ({ options, seeds, print }) => print(`${seeds.length} x ${options.tosses}`),
 * });
 * app.name; // => 'coin'
 * ```
 */
export function defineApp<const Specs extends OptionSpecs>(app: AppDefinition<Specs>): AppDefinition<Specs> {
  checkDefinition(app);
  return app;
}
