import { mkdirSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import { runOrThrow } from '@bcl/errors';
import { defineApp, runApp, type Io } from '@bcl/lab';
import { arrays, type Objective } from '@bcl/objectives';
import { chosenObjective, objectiveOfRun } from './choose';
import { objectiveOptions } from './options';

let place: string;
let project: string;
beforeEach(() => {
  place = realpathSync(mkdtempSync(path.join(tmpdir(), 'experiments-objectives-')));
  project = path.join(place, 'project');
  write('project/package.json', '{ "name": "project" }');
});
afterEach(() => rmSync(place, { recursive: true, force: true }));

function write(name: string, content: string): void {
  const file = path.join(place, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, content);
}

/** The text of a plugin that imports nothing. The parts are code. */
function plugin(parts: Readonly<Record<string, string>> = {}): string {
  const { name, version, needs, integrand, create, decode } = {
    name: "'tilted'",
    version: "'1.2.3'",
    needs: "['modelSamples', 'logRatio']",
    integrand: '(algebra, logRatio) => algebra.scale(logRatio, -parameters.tilt)',
    create: '',
    decode:
      "({ tilt = 1, ...rest }) => Object.keys(rest).length > 0 ? { _tag: 'Left', left: { _tag: 'BadParameter', message: 'there is no parameter ' + Object.keys(rest)[0] } } : { _tag: 'Right', right: { tilt } }",
    ...parts,
  };
  return `export default {
    contract: 1, name: ${name}, version: ${version}, description: 'A test',
    codec: { describe: [], encode: (parameters) => ({ ...parameters }), decode: ${decode} },
    create(parameters) {
      ${create}
      return {
        form: 'ratio', name: ${name}, version: ${version}, parameters: { ...parameters }, between: 'data-and-model', spread: 0,
        needs: ${needs},
        integrand: ${integrand},
        weight: (algebra, logRatio) => algebra.exp(algebra.scale(logRatio, 0)),
        generator: (algebra, logRatio) => algebra.scale(logRatio, -1),
        discriminator: (algebra, data, model) => algebra.sum(algebra.softplus(data)),
      };
    },
  };`;
}

const choose = (objective: string, parameters?: string) => chosenObjective({ objective, parameters }, project)();
const chosen = (objective: string, parameters?: string) => runOrThrow(() => choose(objective, parameters));
const integrand = (objective: Objective) =>
  objective.form === 'ratio' ? [...objective.integrand(arrays, Float64Array.of(-1, 2))] : undefined;

describe('chosenObjective', () => {
  it('takes first-party names, with every parameter in the record', async () => {
    const { objective, entry } = await chosen('alphaBridge', '{"alpha": {"from": 1, "to": 0}}');
    expect(objective.name).toBe('alphaBridge');
    expect(entry).toMatchObject({
      role: 'objective',
      name: 'alphaBridge',
      from: '@bcl/objectives',
      version: objective.version,
    });
    expect(entry.parameters).toMatchObject({ alpha: { from: 1, to: 0 }, normalise: true });
  });

  it('takes a file, with its text’s SHA-256 in the record', async () => {
    write('project/tilted.ts', plugin());
    const { objective, entry } = await chosen('./tilted.ts', '{"tilt": 3}');
    expect(integrand(objective)).toEqual([3, -6]);
    const file = path.join(project, 'tilted.ts');
    expect(entry).toEqual({ role: 'objective', name: 'tilted', version: '1.2.3', parameters: { tilt: 3 }, from: file, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string }); // prettier-ignore
    expect((await chosen('./tilted.ts')).entry.parameters).toEqual({ tilt: 1 });
  });

  it('takes an installed package', async () => {
    write(
      'project/node_modules/@some/tilted/package.json',
      '{ "name": "@some/tilted", "version": "4.5.6", "main": "./main.js" }',
    );
    write('project/node_modules/@some/tilted/main.js', plugin().replace('export default', 'module.exports ='));
    const { objective, entry } = await chosen('@some/tilted');
    expect(integrand(objective)).toEqual([1, -2]);
    expect(entry).toEqual({ role: 'objective', name: 'tilted', version: '1.2.3', parameters: { tilt: 1 }, from: '@some/tilted@4.5.6' }); // prettier-ignore
  });

  it('lets a file import the packages of the contract where they are not installed, and export what defineObjective makes', async () => {
    write(
      'project/made.ts',
      `import { defineObjective, numberParameter, objectiveHeader, parameters, reverseKL, type RatioObjective, type ObjectiveDefinition } from '@bcl/objectives';
       const definition: ObjectiveDefinition<{ factor: number }, RatioObjective> = {
         contract: 1, name: 'made', version: '0.1.0', description: 'Reverse KL times a factor',
         codec: parameters({ factor: numberParameter({ default: 1, min: 0, description: 'the factor' }) }),
         create: (chosen) => ({
           ...reverseKL(), ...objectiveHeader(definition, chosen, { needs: ['modelSamples', 'logRatio'] }),
           integrand: (algebra, logRatio) => algebra.scale(logRatio, -chosen.factor),
         }),
       };
       export default defineObjective(definition);`,
    );
    const { objective, entry } = await chosen('./made.ts', '{"factor": 2}');
    expect(integrand(objective)).toEqual([2, -4]);
    expect(entry).toMatchObject({ name: 'made', version: '0.1.0', parameters: { factor: 2 } });
    const refused = await choose('./made.ts', '{"factor": -1}');
    expect(refused).toMatchObject({ _tag: 'Left', left: { _tag: 'BadParameter' } });
  });
});

it('takes a sum with terms, and a plugin whose parts are named by its parameters', async () => {
  const { entry } = await chosen('weightedSum', '{"terms": [{"weight": 2, "objective": "reverseKL"}]}');
  expect(entry.parameters).toEqual({ terms: [{ weight: 2, objective: { name: 'reverseKL', parameters: {} } }] });
  // A part that is the plugin itself is found in the registry that has the plugin.
  write(
    'project/nested.ts',
    plugin({
      decode: '({ tilt = 1, of }) => ({ _tag: "Right", right: of === undefined ? { tilt } : { tilt, of } })',
    }).replace(
      'create(parameters) {',
      `create({ of, ...parameters }, resolve) {
        if (of !== undefined) {
          const part = resolve(of);
          if (part._tag === 'Left') throw new Error(part.left.message);
        }`,
    ),
  );
  const nested = await chosen('./nested.ts', '{"tilt": 3, "of": "tilted"}');
  expect(integrand(nested.objective)).toEqual([3, -6]);
});

const bad: readonly (readonly [what: string, text: string, message: string])[] = [
  ['throws while loading', 'throw new Error("no licence");', 'it throws while loading: no licence'],
  ['throws in create', plugin({ create: 'throw new Error("create broke");' }), 'create broke'], // prettier-ignore
  ['returns NaN', plugin({ integrand: '(algebra, logRatio) => algebra.scale(logRatio, NaN)' }), 'integrand gives NaN at a log-ratio of -3'], // prettier-ignore
  ['has no name', plugin({ name: 'undefined' }), 'its name is undefined; a name is a letter, then letters and digits'],
  ['has no version', plugin({ version: "'new'" }), "the version of tilted is 'new'; versions have the form 1.2.3"],
  ['clashes with a name', plugin({ name: "'reverseKL'" }), "There is an objective 'reverseKL' already"],
  [
    'claims an unknown need',
    plugin({ needs: "['patience']" }),
    "there is no need 'patience'; the needs are modelSamples,",
  ],
  ['is no objective', 'export default 7;', 'Not an objective'],
  ['has no default export', 'export const objective = 7;', 'it has no default export'],
];

describe('chosenObjective refuses', () => {
  it.each(bad)('a plugin that %s, and says where', async (_, text, message) => {
    write('project/bad.ts', text);
    const refused = await choose('./bad.ts');
    if (E.isRight(refused)) throw new Error('it was chosen');
    expect(refused.left.message).toContain(message);
    expect(refused.left.message).toContain(path.join(project, 'bad.ts'));
  });

  it.each([
    ['reverseLK', undefined, "There is no objective 'reverseLK': the names are forwardKL,"],
    ['reverseLK', undefined, "; did you mean 'reverseKL'?"],
    ['wasserstein', undefined, "and no package 'wasserstein' is installed in <project>; a file is named as ./file.ts"],
    ['@some/none', undefined, "Cannot load '@some/none': no package of that name is installed"],
    ['./none.ts', undefined, 'Cannot load <project>/none.ts: there is no such file'],
    ['../outside.ts', undefined, '<place>/outside.ts: it is outside the project <project>'],
    ['./data.json', undefined, 'Cannot load <project>/data.json: it is not a module but a .json file'],
    ['alphaBridge', '{"alpha": 2}', 'alphaBridge: '],
    ['alphaBridge', '{"alfa": 1}', 'alfa'],
    ['alphaBridge', '{alpha: 1}', "--parameters is '{alpha: 1}': it is not JSON ("],
    ['alphaBridge', '[1]', "--parameters is '[1]': it is JSON, but not an object; write an object in quotes"],
    [
      'weightedSum',
      undefined,
      '--objective weightedSum has no term to descend: a sum needs a term with a weight above 0; give some: --parameters',
    ],
    ['weightedSum', '{"terms": []}', '--objective weightedSum has no term to descend'],
    ['weightedSum', '{"terms": [{"weight": 0, "objective": "reverseKL"}]}', 'has no term to descend'],
    ['./tilted.ts', '{"tilt": "much"}', '(<project>/tilted.ts with {"tilt":"much"}): tilted: integrand gives NaN'],
    ['./tilted.ts', '{"tolt": 1}', '<project>/tilted.ts: tilted: there is no parameter tolt'],
    ['./nervous.ts', '{"a": 1}', '<project>/nervous.ts: tilted: Its codec throws for {"a":1}: too much'],
  ])('%s with %s', async (objective, parameters, message) => {
    write('outside.ts', plugin());
    write('project/tilted.ts', plugin());
    write('project/data.json', '{}');
    write(
      'project/nervous.ts',
      plugin({
        decode:
          "(input) => { if ('a' in input) throw new Error('too much'); return { _tag: 'Right', right: { tilt: 1 } }; }",
      }),
    );
    const refused = await choose(objective, parameters);
    if (E.isRight(refused)) throw new Error('it was chosen');
    expect(refused.left.message).toContain(message.replace('<project>', project).replace('<place>', place).replace('<project>', project)); // prettier-ignore
    expect(refused.left.message).not.toMatch(/\n/);
  });
});

describe('an app with --objective', () => {
  const app = defineApp({
    name: 'toy',
    description: 'A toy.',
    seeds: { count: 1 },
    options: objectiveOptions,
    run: async (context) => {
      const objective = await objectiveOfRun(context);
      context.print(objective?.name ?? 'none');
    },
  });
  async function start(...argv: string[]) {
    let stdout = '';
    let stderr = '';
    const io: Io = {
      stdout: { write: (text) => (stdout += text) },
      stderr: { write: (text) => (stderr += text) },
      env: {},
      directory: project,
      now: () => new Date('2026-01-02T03:04:05.678Z'),
      clock: () => 0,
      onSignal: () => () => undefined,
      exit: () => undefined,
    };
    return { code: await runApp(app, argv, io), stdout, stderr };
  }
  const manifest = (folder = 'run') =>
    JSON.parse(readFileSync(path.join(project, folder, 'manifest.json'), 'utf8')) as Record<string, unknown>;

  it('notes what was chosen in the manifest, and nothing where nothing was', async () => {
    write('project/tilted.ts', plugin());
    expect(await start('--objective', './tilted.ts', '--parameters', '{"tilt": 2}', '--out', 'run')).toMatchObject({ code: 0, stdout: expect.stringMatching(/^tilted\n/) as string }); // prettier-ignore
    const file = path.join(project, 'tilted.ts');
    expect(manifest()).toMatchObject({
      options: { objective: file, parameters: '{"tilt": 2}' },
      plugins: [{ role: 'objective', name: 'tilted', version: '1.2.3', parameters: { tilt: 2 }, from: file }],
      state: 'finished',
    });
    expect((await start('--out', 'plain')).stdout).toMatch(/^none\n/);
    expect(manifest('plain')).not.toHaveProperty('plugins');
  });

  it.each(bad)(
    'ends with one line and exit code 2 for a plugin that %s, and leaves nothing behind',
    async (_, text, message) => {
      write('project/bad.ts', text);
      const before = readdirSync(project);
      const { code, stdout, stderr } = await start('--objective', './bad.ts');
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toMatch(/^toy: [^\n]+\n$/);
      expect(stderr).toContain(message);
      expect(readdirSync(project)).toEqual(before);
    },
  );

  it('wants an objective for its parameters', async () => {
    const { code, stderr } = await start('--parameters', '{}');
    expect([code, stderr]).toEqual([2, 'toy: --parameters is given without --objective; name the objective too\n']);
  });

  it('goes on with the same plugin, and not with another version of it', async () => {
    write('project/first.ts', plugin());
    await start('--objective', './first.ts', '--out', 'run');
    expect((await start('--resume', 'run')).code).toBe(0);
    // Another file, because a process loads each only once.
    const record = path.join(project, 'run/manifest.json');
    write('project/second.ts', plugin({ version: "'1.3.0'" }));
    writeFileSync(record, readFileSync(record, 'utf8').replaceAll('first.ts', 'second.ts'));
    const { code, stderr } = await start('--resume', 'run');
    expect(code).toBe(2);
    expect(stderr).toContain('The objective has changed since the run began');
    expect(stderr).toContain('it was tilted 1.2.3 from');
    expect(manifest().plugins).toMatchObject([{ version: '1.2.3' }]);
  });
});
