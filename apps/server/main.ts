import { runCommand } from './src/commands.ts';

await runCommand(process.argv.slice(2));
