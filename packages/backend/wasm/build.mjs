import { compileKernel } from '@bcl/tooling/wasm';

const here = (path) => new URL(path, import.meta.url);
await compileKernel(here('./index.ts'), here('../src/wasm/binary.ts'));
await compileKernel(here('./index.ts'), here('../src/wasm/relaxed-binary.ts'), 'relaxed');
