export { generate } from './generate-tables.ts';
export { workspaceMigrations } from './workspace-migrations.ts';
