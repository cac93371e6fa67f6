/** What is used of TensorFlow.js's wasm backend, which its types do not tell. */
export interface WasmBackend {
  readonly dataIdMap: { get(dataId: object): TensorData };
  readonly wasm: Emscripten;
  /** Memory for a result, which belongs to it. */
  makeOutput(shape: readonly number[], dtype: string): TensorInfo;
  /** One more tensor has these numbers; {@link disposeData} says that one fewer has. */
  incRef(dataId: object): void;
  disposeData(dataId: object): boolean;
}

/** Where a tensor's numbers lie, in bytes; as a signed number behind the first two gigabytes. */
export interface TensorData {
  readonly memoryOffset: number;
}

/** What a kernel takes and gives: a tensor without its methods. */
export interface TensorInfo {
  readonly dataId: object;
  readonly shape: number[];
  readonly dtype: string;
}

/** The compiled C++ behind the backend, as Emscripten hands it out. */
export interface Emscripten {
  readonly asm?: { readonly memory?: SharedMemory };
  readonly HEAPU8: Uint8Array;
  _malloc(bytes: number): number;
}

/** A memory of WebAssembly, whose type comes with those of a browser only. */
export interface SharedMemory {
  readonly buffer: ArrayBuffer;
}

/** The address of a tensor's numbers. */
export const addressOf = (backend: WasmBackend, { dataId }: TensorInfo): number =>
  backend.dataIdMap.get(dataId).memoryOffset >>> 0;
