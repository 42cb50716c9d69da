/** A worker process of its own that carries one roster import on, to be killed by a test. Arguments: database, data folder, import. */
import { APP_ROLE, createVault, housekeeping, openPool, Platform, readSettings, silentLogger } from '@zhongzhi/kernel';
import { directory } from '@zhongzhi/directory/module';
import { files } from '@zhongzhi/files/module';
import { notices } from '@zhongzhi/notices/module';
import { volunteers } from '../src/module.ts';
import { runRoster } from '../src/roster/run-roster.ts';

const [url, folder, id] = process.argv.slice(2) as [string, string, string];
const platform = new Platform({
  settings: readSettings({
    ZHONGZHI_MODE: 'demo',
    SMS_PROVIDER: 'demo',
    LOG_LEVEL: 'silent',
    ZHONGZHI_DATA: folder,
  }),
  pool: openPool({ url, role: APP_ROLE, max: 3 }),
  vault: createVault(Buffer.alloc(32, 7)),
  modules: [housekeeping, directory, notices, files, volunteers],
  logger: silentLogger,
});
await runRoster(platform, id);
await platform.pool.end();
