import { runApp } from '@bcl/lab';
import { app } from './app';

process.exitCode = await runApp(app);
