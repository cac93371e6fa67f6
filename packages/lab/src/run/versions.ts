import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { isRecord } from './json';

/** What a package.json says that a run wants to remember. */
export interface AppPackage {
  readonly name: string;
  readonly version: string;
  /** The installed version of each of its dependencies. */
  readonly dependencies: Readonly<Record<string, string>>;
}

/**
 * The package that a module belongs to, with the installed versions of its dependencies; undefined when there is no
 * package.json above it.
 *
 * @param moduleUrl `import.meta.url` of the module, or its path
 */
export function readAppPackage(moduleUrl: string): AppPackage | undefined {
  const start = moduleUrl.startsWith('file:') ? fileURLToPath(moduleUrl) : moduleUrl;
  for (let folder = path.dirname(start); ; folder = path.dirname(folder)) {
    const found = readJson(path.join(folder, 'package.json'));
    if (found !== undefined && typeof found.name === 'string') {
      const dependencies: Record<string, string> = {};
      for (const name of Object.keys(isRecord(found.dependencies) ? found.dependencies : {}).sort()) {
        const version = installedVersion(folder, name);
        if (version !== undefined) dependencies[name] = version;
      }
      return { name: found.name, version: versionOf(found) ?? '0.0.0', dependencies };
    }
    if (path.dirname(folder) === folder) return undefined;
  }
}

/** Node looks for a dependency in the node_modules folders upwards; so does this. */
function installedVersion(folder: string, name: string): string | undefined {
  for (let at = folder; ; at = path.dirname(at)) {
    const found = readJson(path.join(at, 'node_modules', name, 'package.json'));
    if (found !== undefined) return versionOf(found);
    if (path.dirname(at) === at) return undefined;
  }
}

function versionOf(manifest: Readonly<Record<string, unknown>>): string | undefined {
  return typeof manifest.version === 'string' ? manifest.version : undefined;
}

function readJson(file: string): Readonly<Record<string, unknown>> | undefined {
  if (!existsSync(file)) return undefined;
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined; // someone else's broken file is no reason not to run
  }
}
