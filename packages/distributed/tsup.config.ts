import { library } from '@bcl/tooling/tsup';

// The file that threads run stands beside the index, as does the worker; `shims` lets the CommonJS build find it there.
export default library({
  entry: { index: 'src/index.ts', thread: 'src/local/thread.ts', 'bcl-worker': 'src/worker/bcl-worker.ts' },
  shims: true,
});
