import { sql } from 'kysely';
import type { Platform } from '../platform.ts';

const NAME = 'encryption-key';

/**
 * Holds this process's key against the one that the database was written with: several processes share a database, and a
 * lost key file must not be replaced in silence.
 * @throws Error with a sentence when the keys differ.
 */
export async function holdKeyToDatabase(platform: Platform): Promise<void> {
  const mark = platform.vault.blindIndex('key-check', 'zhongzhi');
  const kept = await platform.asSystem('key of the installation', async (context) => {
    await sql`insert into kernel.installation (district, name, value) values (${context.district}, ${NAME}, ${mark}) on conflict do nothing`.execute(
      context.tx,
    );
    const { rows } = await sql<{
      value: string;
    }>`select value from kernel.installation where district = ${context.district} and name = ${NAME}`.execute(
      context.tx,
    );
    return rows[0]?.value;
  });
  if (kept === mark) return;
  throw new Error(
    '加密密钥与这个数据库的不符：请把原来的密钥放回数据目录，或用 ZHONGZHI_KEY 给出。The encryption key is not the one this database was written with: put the old key back into the data folder, or give it in ZHONGZHI_KEY.',
  );
}
