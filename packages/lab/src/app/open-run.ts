import os from 'node:os';
import path from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import { problem, type Problem } from '@bcl/errors';
import { createRunFolder, reopenRunFolder, type RunFolder } from '../run/folder';
import { readManifest, type Manifest } from '../run/manifest';
import type { AppPackage } from '../run/versions';
import { commonOptions, type Request } from './command-line';
import type { AnyApp } from './define';
import type { Io } from './io';
import { defaultOf, flagOf, parseOption, type OptionSpecs } from './option';
import { reproduceCommand } from './reproduce';
import { lacksPassword, withheld, withheldValues } from './withhold';

type Values = Manifest['options'];
type RunRequest = Extract<Request, { kind: 'run' }>;

/** The run folder of a request: a new one, or the one to resume, whose options the run then takes. */
export async function openRun(
  app: AnyApp,
  request: RunRequest,
  appPackage: AppPackage | undefined,
  io: Io,
): Promise<E.Either<Problem, { readonly folder: RunFolder; readonly values: Values }>> {
  const { resume, out, ...values } = request.values;
  if (resume !== undefined) return resumeRun(app, request, String(resume), io);
  const started = io.now();
  const shown = withheldValues(specsOf(app), values);
  const folder = out === undefined ? path.join(io.directory, 'runs', app.name, timeStamp(started)) : String(out);
  const manifest: Manifest = {
    schema: 1,
    app: app.name,
    command: reproduceCommand(app, appPackage, shown),
    options: shown,
    seeds: seedsOf(values),
    versions: {
      node: process.versions.node,
      ...(appPackage && { [appPackage.name]: appPackage.version }),
      ...appPackage?.dependencies,
    },
    platform: platform(),
    data: [],
    state: 'running',
    started: started.toISOString(),
    resumed: [],
  };
  const opened = await createRunFolder(folder, manifest)();
  return E.isLeft(opened) ? opened : E.right({ folder: opened.right, values });
}

async function resumeRun(
  app: AnyApp,
  request: RunRequest,
  folder: string,
  io: Io,
): Promise<E.Either<Problem, { readonly folder: RunFolder; readonly values: Values }>> {
  const found = await readManifest(folder)();
  if (E.isLeft(found)) return found;
  const old = found.right;
  if (old.app !== app.name) {
    return E.left(problem('OtherApp', { what: `Cannot resume a run of ${old.app} with ${app.name}`, where: folder }));
  }
  const specs = specsOf(app);
  const values: Record<string, number | string | boolean> = {};
  for (const [name, spec] of Object.entries(specs)) {
    // An option that the manifest lacks came with a later version: it has its default.
    const value = name === 'out' || name === 'resume' ? undefined : defaultOf(spec, old.options.quick === true);
    if (value !== undefined) values[name] = value;
  }
  for (const [name, value] of Object.entries(old.options)) {
    const spec = specs[name];
    if (spec === undefined) continue; // an option of an earlier version
    const checked = parseOption(name, spec, String(value));
    if (E.isLeft(checked)) return checked;
    values[name] = checked.right;
  }
  for (const name of request.given) {
    if (name === 'resume') continue;
    const wanted = request.values[name];
    // More seeds only add cells; everything else would mix two experiments.
    if (name === 'seeds') values.seeds = wanted;
    else if (withheld(specs[name], wanted) === values[name]) values[name] = wanted;
    else if (wanted !== values[name]) {
      const what = `${flagOf(name)} is ${withheld(specs[name], wanted)}, but the run was started with ${values[name] ?? 'none'}`;
      return E.left(problem('BadOption', { what, where: folder, hint: 'leave it out, or start a new run' }));
    }
  }
  const bare = Object.keys(values).find((name) => lacksPassword(specs[name], values[name]));
  if (bare !== undefined) {
    const what = `The password in ${flagOf(bare)} was not written down`;
    return E.left(problem('BadOption', { what, where: folder, hint: `give ${flagOf(bare)} again, with the password` }));
  }
  const { ended: _ended, error: _error, ...rest } = old;
  const resumed = [...old.resumed, io.now().toISOString()];
  const options = withheldValues(specs, values);
  const manifest: Manifest = { ...rest, options, seeds: seedsOf(values), state: 'running', resumed };
  const opened = await reopenRunFolder(folder, manifest)();
  return E.isLeft(opened) ? opened : E.right({ folder: opened.right, values });
}

const specsOf = (app: AnyApp): OptionSpecs => ({ ...app.options, ...commonOptions(app) });

/** The seeds that --seed and --seeds ask for. */
function seedsOf(values: Values): readonly number[] {
  return Array.from({ length: Number(values.seeds) }, (_, i) => Number(values.seed) + i);
}

/** UTC to the millisecond, in characters that every file system takes and that sort by time. */
function timeStamp(date: Date): string {
  return date.toISOString().replace(/[:.]/g, '-').replace('T', '_').replace('Z', '');
}

function platform(): Manifest['platform'] {
  const cpus = os.cpus();
  return {
    system: `${os.type()} ${os.release()}`,
    architecture: os.arch(),
    processor: cpus[0]?.model.trim() ?? 'unknown',
    threads: cpus.length,
    memoryGiB: Math.round(os.totalmem() / 2 ** 30),
  };
}
