/** What is used of Node, whose types a browser does not have. */
interface Node {
  readonly versions?: { readonly node?: string };
  readonly env: Record<string, string | undefined>;
  readonly getBuiltinModule?: (name: string) => Record<string, unknown>;
}

/**
 * Prepares Node for TensorFlow's addon, before it is loaded: two functions that Node 23 took away and tfjs-node 4.22 still
 * calls, and a C library that reports errors, not what it found the processor to be.
 *
 * @returns whether this is Node
 */
export function prepareNode(): boolean {
  const { process } = globalThis as { process?: Node };
  if (process?.versions?.node === undefined) return false;
  const util = process.getBuiltinModule?.('node:util');
  if (util !== undefined) {
    util.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined;
    util.isArray ??= Array.isArray;
  }
  // The package's one look at the environment besides BCL_BACKEND; the C library has no other switch.
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';
  return true;
}
