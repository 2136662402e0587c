/** The door of this room: what the program, the command line and the tests ask of the checks. */
export { type Corrected, type Correction, fixAll } from './fix-all.ts';
export { RULES } from './rules.ts';
export { createRunner, type Runner, runChecks } from './runner.ts';
