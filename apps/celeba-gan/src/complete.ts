import { runApp } from '@bcl/lab';
import { app } from './complete-app';

process.exitCode = await runApp(app);
