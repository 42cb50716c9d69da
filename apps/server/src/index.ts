export { addDocsPage } from './docs-page.ts';
export { modules } from './modules.ts';
export { addPages } from './pages.ts';
