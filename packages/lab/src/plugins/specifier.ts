/** The extensions of files that can be loaded. */
export const moduleExtensions = ['.ts', '.mts', '.cts', '.js', '.mjs', '.cjs'] as const;

/**
 * Whether a module is named by its file and not by its package: it starts with a dot or a slash, or it ends as the file
 * of a module does.
 */
export function namesFile(specifier: string): boolean {
  return /^[./]/.test(specifier) || hasModuleExtension(specifier);
}

/** Whether a file's name ends as a module's does. */
export function hasModuleExtension(file: string): boolean {
  return moduleExtensions.some((extension) => file.endsWith(extension));
}

/** The name of the package in a specifier such as `@scope/name/part`; undefined where it cannot be one. */
export function packageNameOf(specifier: string): string | undefined {
  return /^(?:@[a-z0-9~-][\w.~-]*\/)?[a-z0-9~-][\w.~-]*(?=$|\/.)/i.exec(specifier)?.[0];
}
