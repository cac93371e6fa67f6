/**
 * What TensorFlow.js's own WebAssembly is slow at, four float32 lanes at a time. Written in AssemblyScript. It works on the memory of
 * TensorFlow.js itself: all addresses come from the caller, in bytes, nothing is allocated here, and there may be no data of its own
 * (a string or an array here would be written over TensorFlow.js's).
 */
export { copy } from './copy';
export { products, WORK } from './products';
