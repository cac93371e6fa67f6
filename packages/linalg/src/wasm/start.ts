/** A compiled module that works on memory given to it, used by one caller at a time. */
export interface WebAssemblyModule<Exports> {
  readonly run: Exports;
  /**
   * Memory for each length, one piece after the other, each at a multiple of sixteen bytes. What stood there stays there; all
   * pieces that were handed out before become invalid.
   *
   * @throws RangeError when there is not so much memory
   */
  readonly allocate: (lengths: readonly number[]) => readonly Piece[];
}

/** A piece of a module's memory: its address in bytes, and its numbers. */
export interface Piece {
  readonly at: number;
  readonly values: Float64Array;
}

/** What is used of WebAssembly, whose types come with those of a browser only. */
interface WebAssemblyParts {
  readonly Memory: new (size: { initial: number }) => Memory;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
}

interface Memory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

const PAGE = 65536;

/**
 * Compiles and starts a module that imports its memory as `env.memory`, or says that it cannot: no WebAssembly, no SIMD, or a
 * page whose content policy forbids compiling.
 *
 * @param binary - the module in base64
 */
export function startWebAssembly<Exports>(binary: string): WebAssemblyModule<Exports> | undefined {
  try {
    const bytes = Uint8Array.from(atob(binary), (letter) => letter.charCodeAt(0));
    const { Memory, Module, Instance } = (globalThis as unknown as { WebAssembly: WebAssemblyParts }).WebAssembly;
    const memory = new Memory({ initial: 1 });
    const { exports } = new Instance(new Module(bytes), { env: { memory } });
    return { run: exports as Exports, allocate: (lengths) => allocate(memory, lengths) };
  } catch {
    return undefined;
  }
}

function allocate(memory: Memory, lengths: readonly number[]): Piece[] {
  // Pairs of lanes like to begin at multiples of sixteen bytes.
  const even = (length: number): number => length + (length & 1);
  const total = lengths.reduce((sum, length) => sum + even(length), 0);
  const missing = Math.ceil((8 * total) / PAGE) - memory.buffer.byteLength / PAGE;
  if (missing > 0) memory.grow(missing);
  let at = 0;
  return lengths.map((length) => {
    const piece = { at, values: new Float64Array(memory.buffer, at, length) };
    at += 8 * even(length);
    return piece;
  });
}
