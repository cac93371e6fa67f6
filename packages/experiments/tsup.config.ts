import { library } from '@bcl/tooling/tsup';

// __dirname, which finds the embedded data, is filled in for ES modules.
export default library({ shims: true });
