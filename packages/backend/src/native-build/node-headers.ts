import { existsSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import path from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import { reasonIn } from './command';
import { notHere, stopped, type NativeProblem } from './problem';
import { runIn, type World } from './world';

/** What fetches the headers where a Node came without them. */
const FETCH = ['npx', '--yes', 'node-gyp@11', 'install'];

/**
 * The folder with `node_api.h`: what came with this Node, what a build of another addon left, or what node-gyp downloads into the
 * cache. The interface for addons is the same in all of them.
 */
export async function nodeHeaders(world: World, cache: string): Promise<E.Either<NativeProblem, string>> {
  const { environment, machine } = world;
  const { npm_config_nodedir: named, XDG_CACHE_HOME: caches, HOME: home } = environment;
  const own = path.join(cache, 'node-headers');
  const places = [
    ...(named === undefined ? [] : [path.join(named, 'include/node')]),
    path.join(path.dirname(await realpath(machine.node).catch(() => machine.node)), '../include/node'),
    ...[
      own,
      ...(caches ? [path.join(caches, 'node-gyp')] : []),
      ...(home ? [path.join(home, '.cache/node-gyp')] : []),
    ].map((folder) => path.join(folder, machine.nodeVersion, 'include/node')),
  ];
  const find = () => places.find((place) => existsSync(path.join(place, 'node_api.h')));
  const found = find();
  if (found !== undefined) return E.right(found);
  world.say("Fetching Node's headers by node-gyp …");
  const { end, stdout, stderr } = await runIn(world, [...FETCH, '--devdir', own, '--target', machine.nodeVersion], {
    timeoutSeconds: 300,
  });
  const fetched = find();
  if (end === 'done' && fetched !== undefined) return E.right(fetched);
  if (end === 'stopped') return E.left(stopped());
  return E.left(
    notHere({
      what: "Node's headers are not here and could not be fetched",
      where: FETCH.join(' '),
      why: end === 'missing' ? 'there is no npx' : reasonIn(`${stdout}\n${stderr}`),
      hint: 'set npm_config_nodedir to a folder that has include/node/node_api.h',
    }),
  );
}
