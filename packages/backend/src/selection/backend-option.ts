import { backendNames } from './backend';

/**
 * An app's option for the backend, so that it reads the same everywhere: flag, text, choices, and what it is without.
 *
 * @example
 * ```ts
 * import { backendOption } from '@bcl/backend';
 *
 * backendOption.flags; // => '--backend <name>'
 * backendOption.choices.includes('wasm'); // => true
 * ```
 */
export const backendOption = {
  flags: '--backend <name>',
  description: 'what computes; auto takes the best that proves itself here, or what BCL_BACKEND names',
  choices: ['auto', ...backendNames],
  default: 'auto',
} as const;
