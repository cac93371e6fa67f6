/**
 * The version of this package's tasks: that of the package. It travels with every job, because a worker of another version may
 * compute other numbers from the same input.
 */
export const VERSION = '0.1.0';
