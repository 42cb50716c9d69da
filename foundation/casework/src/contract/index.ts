export * from './fields.ts';
export * from './requests.ts';
export * from './shapes.ts';
