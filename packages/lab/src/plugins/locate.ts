import { existsSync, openSync, readSync, closeSync, realpathSync, statSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as E from 'fp-ts/lib/Either.js';
import type { Jiti } from 'jiti';
import { problem, type Problem } from '@bcl/errors';
import { readAppPackage } from '../run/versions';
import { hasModuleExtension, moduleExtensions, namesFile, packageNameOf } from './specifier';

/** Why a module was not loaded: there is none of that name, or what there is cannot be used. */
export type PluginProblem = Problem<'PluginNotFound' | 'BadPlugin'>;

/** A module that is there. */
export interface Located {
  /** The file with its symbolic links resolved. */
  readonly file: string;
  /** How to speak of it: the package with its version, or the file as it was named. */
  readonly where: string;
  readonly package?: string;
  readonly version?: string;
}

type Found = E.Either<PluginProblem, Located>;

/** Finds the file of a module, and refuses what cannot be one. */
export function locate(specifier: string, project: string, jiti: Jiti): Found {
  return namesFile(specifier) ? locateFile(specifier, project) : locatePackage(specifier, project, jiti);
}

function locateFile(specifier: string, project: string): Found {
  const file = path.resolve(project, specifier);
  if (!existsSync(file)) {
    const longer = moduleExtensions.map((extension) => file + extension).find((candidate) => existsSync(candidate));
    const hint = longer === undefined ? 'check the path' : `did you mean ${longer}?`;
    return missing(file, 'there is no such file', hint);
  }
  const real = realpathSync(file);
  if (statSync(real).isDirectory()) return refuse(file, 'it is a folder', 'name the file in it');
  const home = realpathSync(project);
  if (isOutside(home, real)) {
    const why = `${real === file ? 'it' : real} is outside the project ${home}`;
    return refuse(file, why, 'move it into the project, install it as a package, or type the command in its project');
  }
  const wrong = notAModule(real);
  if (wrong !== undefined) return refuse(file, ...wrong);
  return E.right({ file: real, where: file });
}

/** Whether a file is not in a folder; both are absolute. Across drives of Windows there is no relative path. */
export function isOutside(folder: string, file: string, system: path.PlatformPath = path): boolean {
  const way = system.relative(folder, file);
  return system.isAbsolute(way) || way.split(system.sep)[0] === '..';
}

function locatePackage(specifier: string, project: string, jiti: Jiti): Found {
  const name = packageNameOf(specifier);
  if (name === undefined) {
    return refuse(`'${specifier}'`, 'it is neither the name of a package nor a path', 'a path begins with ./');
  }
  if (isBuiltin(specifier)) {
    return refuse(`'${specifier}'`, 'it is a part of Node, not a package', 'name a package, or a file as ./file.ts');
  }
  const from = path.join(project, 'package.json');
  const folder = packageFolder(name, project);
  if (folder === undefined) {
    const hint = `install it there (npm install ${name}), or name a file as ./file.ts`;
    return missing(`'${specifier}'`, `no package of that name is installed in ${project} or above it`, hint);
  }
  const file =
    resolved(() => jiti.esmResolve(specifier, from)) ?? resolved(() => createRequire(from).resolve(specifier));
  if (file === undefined) {
    const why = `the package in ${folder} exports no such module, or the file it names is missing`;
    return refuse(`'${specifier}'`, why, 'build it, or check "exports" in its package.json');
  }
  const wrong = notAModule(file);
  if (wrong !== undefined) return refuse(`'${specifier}'`, `${file} is what it exports: ${wrong[0]}`, wrong[1]);
  const own = readAppPackage(path.join(folder, 'package.json'));
  const version = own === undefined ? {} : { version: own.version };
  return E.right({
    file,
    where: own === undefined ? specifier : `${specifier}@${own.version}`,
    package: name,
    ...version,
  });
}

/** Where a package is installed for a project; Node looks in the node_modules folders upwards. */
export function packageFolder(name: string, project: string): string | undefined {
  for (let at = project; ; at = path.dirname(at)) {
    const folder = path.join(at, 'node_modules', name);
    if (existsSync(path.join(folder, 'package.json'))) return folder;
    if (path.dirname(at) === at) return undefined;
  }
}

/** The file that a resolver names, if it exists. */
function resolved(resolve: () => string): string | undefined {
  try {
    const found = resolve();
    const file = found.startsWith('file:') ? fileURLToPath(found) : found;
    return existsSync(file) ? realpathSync(file) : undefined;
  } catch {
    return undefined;
  }
}

/** Why a file is no module, and what to try; undefined when it looks like one. */
function notAModule(file: string): [why: string, hint: string] | undefined {
  const hint = `a module ends in ${moduleExtensions.join(', ')}`;
  if (!statSync(file).isFile()) return ['it is not a file', hint];
  if (!hasModuleExtension(file)) {
    return [
      `it is not a module but ${path.extname(file) === '' ? 'has no extension' : `a ${path.extname(file)} file`}`,
      hint,
    ];
  }
  // A byte 0 is in no source text, and early in nearly every other file.
  const first = Buffer.alloc(4096);
  const handle = openSync(file, 'r');
  const length = readSync(handle, first);
  closeSync(handle);
  return first.subarray(0, length).includes(0) ? ['it is not text but a binary file', hint] : undefined;
}

/** One line about a module that does not exist. */
function missing(module: string, why: string, hint: string): E.Either<Problem<'PluginNotFound'>, never> {
  return E.left(problem('PluginNotFound', { what: `Cannot load ${module}`, why, hint }));
}

/** One line about a module that cannot be loaded. */
export function refuse(module: string, why: string, hint?: string): E.Either<Problem<'BadPlugin'>, never> {
  return E.left(problem('BadPlugin', { what: `Cannot load ${module}`, why, hint }));
}
