import { expect, test } from 'vitest';
import { createTestPlatform } from '../testing/index.ts';
import { createVault } from './index.ts';
import { holdKeyToDatabase } from './hold-to-database.ts';
import { Platform } from '../platform.ts';

test('a process with another key than the database was written with does not start', async () => {
  const t = await createTestPlatform([]);
  try {
    await holdKeyToDatabase(t.platform);
    await holdKeyToDatabase(t.platform);
    const { settings, pool, logger } = t.platform;
    const stranger = new Platform({ settings, pool, vault: createVault(Buffer.alloc(32, 9)), modules: [], logger });
    await expect(holdKeyToDatabase(stranger)).rejects.toThrow('put the old key back');
  } finally {
    await t.stop();
  }
});
