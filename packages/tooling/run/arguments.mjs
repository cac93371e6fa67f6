/** The options of the test command. */

/**
 * @param {readonly string[]} words the command line after the program
 * @param {readonly string[]} steps every step's name, in order
 * @returns {{ chosen: readonly string[], help?: string, mistake?: string }} the steps to run, or what to print instead
 */
export function readArguments(words, steps) {
  let chosen = steps;
  // pnpm hands a lone -- on to the program.
  const rest = words[0] === '--' ? words.slice(1) : [...words];
  while (rest.length > 0) {
    const word = rest.shift();
    if (word === '--help' || word === '-h') return { chosen: [], help: helpText(steps) };
    const [option, value] = word.startsWith('--only=') ? ['--only', word.slice('--only='.length)] : [word, undefined];
    if (option !== '--only') return wrong(`unknown option ${word}: known are --only STEP[,STEP] and --help`);
    const named = (value ?? rest.shift() ?? '').split(',').filter(Boolean);
    const unknown = named.filter((name) => !steps.includes(name));
    if (named.length === 0) return wrong(`--only names no step: the steps are ${steps.join(', ')}`);
    if (unknown.length > 0) return wrong(`no step is called ${unknown.join(', ')}: the steps are ${steps.join(', ')}`);
    chosen = steps.filter((step) => named.includes(step));
  }
  return { chosen };
}

const wrong = (mistake) => ({ chosen: [], mistake });

const helpText = (steps) =>
  [
    'Usage: pnpm test [--only STEP[,STEP]] [--help]',
    '',
    'Builds what changed, then runs every check and prints one tally as its last line.',
    '',
    `  --only STEP[,STEP]  run these steps only: ${steps.join(', ')}`,
    '  --help              show this text',
    '',
    'BCL_DATA_DIR names a folder of real data sets; tests that need one are skipped, and say so, without it.',
  ].join('\n');
