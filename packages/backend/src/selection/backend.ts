/** The backends, best first: the order in which `auto` tries them. */
export const backendNames = ['native-gpu', 'native', 'webgpu', 'wasm', 'cpu'] as const;

/** What computes: TensorFlow's C library on a GPU or on the CPU, the graphics API, WebAssembly, or plain JavaScript. */
export type BackendName = (typeof backendNames)[number];

/** A backend that was not taken, and why not: a reason to print, not an error. */
export interface PassedOver {
  readonly name: BackendName;
  /** One line without a full stop, such as `'the addon was never built: pnpm native'`. */
  readonly why: string;
}

/** The backend that computes from now on. */
export interface Backend {
  readonly name: BackendName;
  /** What it is, for people: `'native CPU (TensorFlow 2.21.0)'`. */
  readonly describe: string;
  /** The better ones that were tried before it, best first; empty where one was asked for by name. */
  readonly passedOver: readonly PassedOver[];
}

/** Whether a word is the name of a backend. */
export const isBackendName = (word: string): word is BackendName => (backendNames as readonly string[]).includes(word);
