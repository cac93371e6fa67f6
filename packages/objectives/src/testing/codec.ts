import type { Key } from '@bcl/random';
import type { ObjectiveDefinition, Resolve } from '../contract/definition';
import { decodedBy, instantiate } from '../contract/instantiate';
import type { Objective } from '../contract/objective';
import { behaviour } from './behaviour';
import type { Finding, Report } from './finding';
import { findings } from './finding';
import { notPlain } from './header';

/** A name that no objective gives a parameter. */
const nobodysName = 'aParameterThatDoesNotExist';

/**
 * Parameters survive being written to a manifest and read back: `encode` gives plain JSON with every parameter that `describe`
 * lists, `decode` of it makes the same objective, an objective carries its definition's name and version and its own encoded
 * parameters, and `decode` refuses a name that does not exist.
 *
 * @param parameters - encoded parameters to try, some or all of them; the rest has its default
 * @param resolve - finds the objectives that parameters name
 */
export function checkCodec<P>(
  definition: ObjectiveDefinition<P>,
  parameters: unknown,
  key: Key,
  resolve: Resolve,
): readonly Finding[] {
  return findings('codec', (report) => {
    const { codec } = definition;
    const decoded = decodedBy(definition, parameters);
    if (decoded._tag === 'Left') {
      return report(
        `decode(${JSON.stringify(parameters)}): expected these parameters to be accepted, got: ${decoded.left.message}`,
      );
    }
    const encoded = codec.encode(decoded.right);
    const place = notPlain(encoded, 'encode');
    if (place !== undefined) return report(`${place}: expected plain JSON, which a manifest can hold`);
    const first = instantiate(definition, parameters, resolve);
    const again = instantiate(definition, JSON.parse(JSON.stringify(encoded)), resolve);
    // What cannot be made has been reported where it was made.
    if (first._tag === 'Left') return;
    if (again._tag === 'Left') {
      return report(
        `decode(encode(parameters)): expected what encode wrote to be accepted, got: ${again.left.message}`,
      );
    }
    if (behaviour(first.right, key) !== behaviour(again.right, key)) {
      report(
        `decode(encode(parameters)): expected the same objective, got another one; encode wrote ${JSON.stringify(encoded)}`,
      );
    }
    expectHeader(definition, first.right, key, resolve, report);
    const listed = codec.describe.map(({ name }) => name).sort();
    const written = Object.keys(encoded).sort();
    if (listed.join() !== written.join()) {
      report(
        `describe: expected an entry for each parameter that encode writes, [${written.join(', ')}], got [${listed.join(', ')}]`,
      );
    }
    if (codec.decode({ [nobodysName]: 1 })._tag === 'Right') {
      report(
        `decode of a parameter that does not exist: expected a refusal that names it, got acceptance; a misspelt name would go unnoticed`,
      );
    }
  });
}

function expectHeader<P>(
  definition: ObjectiveDefinition<P>,
  objective: Objective,
  key: Key,
  resolve: Resolve,
  report: Report,
): void {
  for (const property of ['name', 'version'] as const) {
    if (objective[property] === definition[property]) continue;
    report(
      `${property} of the objective: expected that of its definition, ${definition[property]}, got ${objective[property]}`,
    );
  }
  const again = instantiate(definition, objective.parameters, resolve);
  if (again._tag === 'Right' && behaviour(again.right, key) === behaviour(objective, key)) return;
  report(
    `parameters of the objective: expected what makes the same objective again, all of them encoded, got ${JSON.stringify(objective.parameters)}${again._tag === 'Left' ? `, which decode refuses: ${again.left.message}` : ''}; manifests are written from them`,
  );
}
