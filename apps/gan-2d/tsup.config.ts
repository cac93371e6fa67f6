import { application } from '@bcl/tooling/tsup';

export default application();
