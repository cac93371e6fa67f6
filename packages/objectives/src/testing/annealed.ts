import type { Key } from '@bcl/random';
import type { Objective } from '../contract/objective';
import { behaviour, numbersOf } from './behaviour';
import { conformance } from './conformance';
import type { Finding } from './finding';
import { agree, findings, largest, shown } from './finding';

/** The moments of a run at which an annealed objective is looked at. */
export const moments = [0, 0.5, 1] as const;

/**
 * An objective that changes during a run is at each moment an objective that conforms, of the same name, version and form, and
 * the same whenever it is asked for. Before it is asked, it stands at the start: it computes what at(0) computes. Whoever is not annealed passes.
 */
export function checkAnnealed(objective: Objective, key: Key): readonly Finding[] {
  if (objective.at === undefined) return [];
  return findings('annealed', (report) => {
    for (const moment of moments) {
      const now = objective.at?.(moment);
      if (now === undefined) return report(`at(${moment}): expected an objective, got undefined`);
      for (const property of ['name', 'version', 'form', 'between'] as const) {
        if (now[property] === objective[property]) continue;
        return report(
          `at(${moment}): expected the same ${property} at every moment, ${objective[property]}, got ${String(now[property])}`,
        );
      }
      const elsewhere = moment === 0 ? startFault(objective, now, key) : undefined;
      if (elsewhere !== undefined) return report(elsewhere);
      const again = objective.at?.(moment);
      if (again !== undefined && behaviour(again, key) !== behaviour(now, key)) {
        return report(
          `at(${moment}): expected the same objective whenever it is asked for, got another one the second time`,
        );
      }
      for (const { check, message } of conformance(now, key)) {
        report(`at(${moment}), ${check}: ${message}`);
      }
    }
  });
}

function startFault(objective: Objective, start: Objective, key: Key): string | undefined {
  const [own, numbers] = [numbersOf(objective, key), numbersOf(start, key)];
  const at = numbers.findIndex((value, i) => !agree(value, own[i], 1e-9, 1e-9 * largest(own)));
  if (at < 0 && own.length === numbers.length) return undefined;
  return `at(0): expected what the objective itself computes, which stands at the start of its path, got ${at < 0 ? `${numbers.length} numbers for ${own.length}` : `${shown(numbers[at])} for ${shown(own[at])}`}; make both from the parameters at progress 0`;
}
