/** A Gaussian mixture that descends any objective, with exact densities. @packageDocumentation */
export { orThrow, runOrThrow } from '@bcl/errors';
