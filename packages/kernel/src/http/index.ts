export { buildShell, callOf, type FindActor, type ShellOptions } from './shell.ts';
export { languageOf, sendProblem } from './problem.ts';
