import { defineApp } from '@bcl/lab';
import { pictureCommand, startOfApp } from './context';
import { generateOptions, generatePictures } from './generate';

/** The app that generates pictures of one kind from nothing. */
export interface GenerateApp {
  /** The app's folder below `apps`. */
  readonly app: string;
  /** What it generates, in the plural. */
  readonly what: string;
  /** `import.meta.url` of the app. */
  readonly from: string;
  /** The model that ships with the app, where one does. */
  readonly shipped?: string | undefined;
}

/** Generating, without the process it runs in. */
export function generateApp({ app, what, from, shipped }: GenerateApp) {
  return defineApp({
    ...pictureCommand(app, 'generate', `Generates ${what} from nothing.`),
    from,
    options: generateOptions,
    run: (context) => generatePictures(context, { start: startOfApp(app), ...(shipped !== undefined && { shipped }) }),
  });
}
