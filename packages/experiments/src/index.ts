/** What the apps share: the methods they compare, and each experiment from data to figures. @packageDocumentation */
export { comparedMethods } from './methods';
export type { ComparedMethodsOptions, MethodName, MethodOptions } from './methods';
export { compareOnGrid, gridData } from './gmm25/comparison';
export type { GridFit, GridRequest, GridSettings } from './gmm25/comparison';
export { drawGridFigures } from './gmm25/figures';
export type { GridFigures } from './gmm25/figures';
export { gridClaim, gridSections, gridTable } from './gmm25/report';
