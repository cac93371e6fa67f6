/** The sliced Wasserstein distance as an objective. @packageDocumentation */
export { slicedWasserstein as default } from './definition.js';
export type { SlicedWassersteinParameters } from './definition.js';
