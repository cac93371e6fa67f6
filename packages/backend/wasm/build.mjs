import { compileKernel } from '@bcl/tooling/wasm';

await compileKernel(new URL('./index.ts', import.meta.url), new URL('../src/wasm/binary.ts', import.meta.url));
