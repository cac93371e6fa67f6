import { library } from '@bcl/tooling/tsup';

export default library();
