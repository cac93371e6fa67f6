/** Compiles the kernels: the general ones, and those for covariances of low rank over a floor. */
import { compileKernel } from '@bcl/tooling/wasm';

const here = (path) => new URL(path, import.meta.url);

await compileKernel(here('./index.ts'), here('../src/expectation/wasm/binary.ts'));
await compileKernel(here('./low-rank/index.ts'), here('../src/expectation/low-rank/binary.ts'));
