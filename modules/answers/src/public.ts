export type { FigureShape } from './contract/index.ts';
