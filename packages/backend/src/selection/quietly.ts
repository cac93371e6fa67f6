/** What TensorFlow.js says on being loaded that asks nothing of anybody; `passedOver` says what matters, and better. */
const chatter =
  /looks like you are running TensorFlow\.js in Node|backend was already registered|kernel '.*' for backend '.*' is already registered|Platform \w+ has already been set/;

/** What is used of the console. */
interface Console {
  warn: (...words: unknown[]) => void;
}

/** Runs an action without TensorFlow.js's chatter; every other warning is passed on. */
export async function quietly<A>(action: () => Promise<A>): Promise<A> {
  const { console } = globalThis as unknown as { console: Console };
  const { warn } = console;
  const filtered = (...words: unknown[]): void => {
    if (!chatter.test(words.map(String).join(' '))) warn.apply(console, words);
  };
  console.warn = filtered;
  try {
    return await action();
  } finally {
    // Somebody else may have replaced it meanwhile.
    if (console.warn === filtered) console.warn = warn;
  }
}
