import { application } from '@bcl/tooling/tsup';

export default application({ entry: ['src/main.ts', 'src/complete.ts', 'src/generate.ts'] });
