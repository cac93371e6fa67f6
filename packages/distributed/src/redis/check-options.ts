import { problem } from '@bcl/errors';
import type { DistributedProblem } from '../executor/executor';
import type { Settings } from './options';

type Checked = Pick<Settings, 'queue'> & Partial<Omit<Settings, 'url' | 'notice'>>;

/** What is wrong with the settings of a queue, if anything. */
export function checkOptions(given: Checked): DistributedProblem | undefined {
  const { queue, run, attempts } = given;
  const wrong = (what: string, hint: string) => problem('InvalidOption', { what, hint });
  if (!/^[\w.-]{1,100}$/.test(queue))
    return wrong(`No queue can be called '${queue}'`, 'use letters, digits, dots, dashes and underscores');
  if (run !== undefined && (run === '' || run.length > 200))
    return wrong('The name of a run has 1 to 200 characters', 'choose another');
  if (attempts !== undefined && (!Number.isSafeInteger(attempts) || attempts < 1))
    return wrong(`attempts is ${attempts}`, 'give a whole number, 1 or more');
  for (const name of ['backoffSeconds', 'expirySeconds', 'patienceSeconds', 'lookSeconds'] as const) {
    const seconds = given[name];
    if (seconds !== undefined && !(seconds > 0 && seconds <= 2e6))
      return wrong(`${name} is ${seconds}`, 'give a number of seconds above 0, at most 2000000');
  }
  return undefined;
}
