/** What is used of Node's process, whose types a browser does not have. */
export interface NodeProcess {
  readonly versions?: { readonly node?: string };
  readonly env: Record<string, string | undefined>;
  readonly getBuiltinModule?: (name: string) => Record<string, unknown>;
}

/**
 * The process where this is Node, and undefined in a browser. Packages do not read the environment; which backend computes is the one
 * thing that a machine's owner may say there, because it changes no result beyond rounding.
 */
export function nodeProcess(): NodeProcess | undefined {
  const { process } = globalThis as { process?: NodeProcess };
  return process?.versions?.node === undefined ? undefined : process;
}

/** What `BCL_BACKEND` says, without blanks; undefined where it is not set, or is empty. */
export const namedByEnvironment = (): string | undefined => nodeProcess()?.env.BCL_BACKEND?.trim() || undefined;
