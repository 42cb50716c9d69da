export { OPEN311_PERMISSION } from './contract/index.ts';
