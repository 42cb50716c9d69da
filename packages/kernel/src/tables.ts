/**
 * The tables of the migrated schema. The kernel knows only its own; `db/tables.generated.ts` adds every module's by
 * declaration merging, so that queries anywhere are typed without the kernel naming a module.
 */
// oxlint-disable-next-line typescript/no-empty-object-type -- merged from db/tables.generated.ts
export interface Tables {}
