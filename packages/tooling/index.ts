export { workspaceMigrations } from './workspace-migrations.ts';
