import { library } from '@bcl/tooling/tsup';

// The file that threads run stands beside the index; `shims` lets the CommonJS build find it there.
export default library({ entry: { index: 'src/index.ts', thread: 'src/local/thread.ts' }, shims: true });
