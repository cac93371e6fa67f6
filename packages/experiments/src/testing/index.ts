/** What the tests of the apps share; no app ships it. @packageDocumentation */
export { commandLine, type CommandLineResult } from './command-line';
