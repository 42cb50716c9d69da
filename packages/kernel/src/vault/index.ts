export { loadOrMakeKey } from './key-file.ts';
export { createVault, VaultError, type Vault } from './vault.ts';
