import { library } from '@bcl/tooling/tsup';

export default library({
  entry: { index: 'src/index.ts', testing: 'src/testing/index.ts', 'bcl-native': 'src/native-build/bcl-native.ts' },
});
