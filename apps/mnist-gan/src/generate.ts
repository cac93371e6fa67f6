import { runApp } from '@bcl/lab';
import { app } from './generate-app';

process.exitCode = await runApp(app);
