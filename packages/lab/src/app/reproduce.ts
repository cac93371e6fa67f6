import type { AppPackage } from '../run/versions';
import { commonOptions } from './command-line';
import type { AnyApp } from './define';
import { defaultOf, flagOf } from './option';

/** The command that repeats a run: how the app is started, and every option that is not at its default. */
export function reproduceCommand(
  app: AnyApp,
  appPackage: AppPackage | undefined,
  values: Readonly<Record<string, number | string | boolean>>,
): string {
  const specs = { ...app.options, ...commonOptions(app) };
  const parts = [startCommand(app, appPackage)];
  for (const [name, value] of Object.entries(values)) {
    const spec = specs[name];
    // Seeds are always spelled out: a run is known by them.
    const usual = name !== 'seed' && name !== 'seeds' && value === defaultOf(spec, values.quick === true);
    if (usual || value === false) continue;
    parts.push(value === true ? flagOf(name) : `${flagOf(name)} ${quoted(String(value))}`);
  }
  return parts.join(' ');
}

/** How the app is started, without options. */
export function startCommand(app: AnyApp, appPackage: AppPackage | undefined): string {
  return app.command ?? `pnpm --filter ${appPackage?.name ?? `apps/${app.name}`} start`;
}

/** A word as a POSIX shell reads it back. */
export function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replace(/'/g, `'\\''`)}'`;
}
