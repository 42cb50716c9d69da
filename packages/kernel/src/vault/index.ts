export { loadOrMakeKey, openVault } from './key-file.ts';
export { createVault, VaultError, type Vault } from './vault.ts';
