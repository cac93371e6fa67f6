import { nodeProcess } from './node-process';

/**
 * Prepares Node for TensorFlow's addon, before it is loaded: two functions that Node 23 took away and tfjs-node 4.22 still
 * calls, and a C library that reports errors, not what it found the processor to be.
 *
 * @returns whether this is Node
 */
export function prepareNode(): boolean {
  const node = nodeProcess();
  if (node === undefined) return false;
  const util = node.getBuiltinModule?.('node:util');
  if (util !== undefined) {
    util.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined;
    util.isArray ??= Array.isArray;
  }
  // The C library has no other switch.
  node.env.TF_CPP_MIN_LOG_LEVEL ??= '2';
  return true;
}
