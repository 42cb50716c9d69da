import {
  APP_ROLE,
  holdKeyToDatabase,
  openPool,
  openVault,
  Platform,
  type Logger,
  type Settings,
} from '@zhongzhi/kernel';
import { modules } from './modules.ts';

/** Builds the platform over a migrated database. */
export async function buildPlatform(settings: Settings, url: string, logger: Logger): Promise<Platform> {
  const pool = openPool({ url, role: APP_ROLE, max: settings.poolSize });
  const vault = openVault(settings.dataDir, settings.key);
  const platform = new Platform({ settings, pool, vault, modules, logger });
  await holdKeyToDatabase(platform);
  for (const module of modules) await module.prepare?.(platform);
  return platform;
}
