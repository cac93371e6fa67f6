import { problem, type Problem } from '@bcl/errors';
import { backendNames, type BackendName } from './backend';

/** Why no backend could be opened: no such name, or the one that was asked for cannot be had here. */
export type BackendProblem = Problem<'UnknownBackend'> | Problem<'BackendUnavailable'>;

/** A name that is none; `where` says who gave it, where that is not plain. */
export const unknownBackend = (name: string, where?: string): Problem<'UnknownBackend'> =>
  problem('UnknownBackend', {
    what: `No backend is called '${name}'`,
    where,
    hint: `take one of auto, ${backendNames.join(', ')}`,
  });

/** A backend that was asked for by name and is not to be had. */
export const unavailable = (name: BackendName, why: string, where?: string): Problem<'BackendUnavailable'> =>
  problem('BackendUnavailable', {
    what: `The backend '${name}' cannot be had here`,
    where,
    why,
    hint: 'take another one, or auto for the best there is',
  });
