import type { Options } from 'tsup';

export declare const library: (options?: Options) => unknown;
export declare const application: (options?: Options) => unknown;
