/** What tests of experiments and apps share; none of them ships it. @packageDocumentation */
export { commandLine, type CommandLineResult } from './command-line';
export { temporaryRunFolder } from './run-folder';
