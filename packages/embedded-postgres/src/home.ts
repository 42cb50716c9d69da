import { createHash, randomBytes } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { chooseAccount, findObstacle, giveTo, makeReachableFolder, type Account } from './account.ts';

/** The folders and the user of one embedded server. */
export type Home = {
  /** Everything of this server lies here, reachable for `account`. */
  dir: string;
  clusterDir: string;
  lockFile: string;
  usersDir: string;
  passwordFile: string;
  logFile: string;
  /** Stands in the process titles, so that left-over processes of this cluster can be told from others. */
  clusterName: string;
  account: Account | undefined;
};

/** Root's own data folders are often closed (0700 homes, temporary folders): the cluster then lives here. */
const systemFolder = '/var/lib/zhongzhi';

/** Prepares the folder of a server; moves out of a closed parent folder when that is the only way. */
export function prepareHome(dataDir: string, log: (line: string) => void): Home {
  makeReachableFolder(dataDir);
  const dir = realpathSync(findReachable(dataDir, log));
  refuseForeign(dir);
  const clusterDir = join(dir, 'cluster');
  const account = chooseAccount(clusterDir);
  if (!existsSync(clusterDir)) giveTo(dir, account);
  return {
    dir,
    clusterDir,
    account,
    lockFile: join(dir, 'launch.lock'),
    usersDir: join(dir, 'users'),
    passwordFile: join(clusterDir, 'superuser-password'),
    logFile: join(dir, 'server.log'),
    clusterName: `zz-${createHash('sha256').update(clusterDir).digest('hex').slice(0, 12)}`,
  };
}

/** Without this, the first file that cannot be written would be named, and nobody would know why. */
function refuseForeign(dir: string): void {
  try {
    accessSync(dir, constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw new Error(
      `数据目录 ${dir} 属于别的用户；请用当初启动时的用户启动，或用 ZHONGZHI_DATA 另选目录。 / ` +
        `The data folder ${dir} belongs to another user; start as the user who started first, or choose another in ZHONGZHI_DATA.`,
      { cause },
    );
  }
}

function findReachable(dataDir: string, log: (line: string) => void): string {
  const pointer = join(dataDir, 'moved-to');
  if (existsSync(pointer)) return openMoved(readFileSync(pointer, 'utf8').trim());
  const account = chooseAccount(join(dataDir, 'cluster'));
  // The folder itself is handed over below; only what lies above it can be in the way.
  const obstacle = account && findObstacle(dirname(realpathSync(dataDir)), account);
  if (!account || obstacle === undefined) return dataDir;
  if (existsSync(join(dataDir, 'cluster'))) {
    throw new Error(
      `数据库用户 ${account.name} 进不了 ${obstacle}，数据库无法启动；请运行 chmod o+x ${obstacle} 后再试。 / ` +
        `The database user ${account.name} cannot enter ${obstacle}; run chmod o+x ${obstacle}, then start again.`,
    );
  }
  const moved = join(systemFolder, randomBytes(6).toString('hex'));
  log(
    `${obstacle} 对用户 ${account.name} 关闭，数据库改放在 ${moved} · the database goes there instead, as ${obstacle} is closed to ${account.name}`,
  );
  openMoved(moved);
  writeFileSync(join(moved, 'belongs-to'), `${dataDir}\n`);
  writeFileSync(pointer, `${moved}\n`);
  return moved;
}

/** A folder that was removed by hand comes back empty: a new cluster begins there. */
function openMoved(moved: string): string {
  try {
    makeReachableFolder(moved);
    return moved;
  } catch (cause) {
    throw new Error(
      `建不了 ${moved}；请用 ZHONGZHI_DATA 指定一个其他用户也能进入的目录（如 /srv/zhongzhi）。 / ` +
        `Cannot make ${moved}; choose a folder that other users may enter in ZHONGZHI_DATA (such as /srv/zhongzhi).`,
      { cause },
    );
  }
}

/** A private folder for the server's socket; the system allows about 100 bytes for a socket's whole path. */
export function prepareSocketFolder(home: Home): string {
  const near = join(home.dir, 'socket');
  if (Buffer.byteLength(near) <= 80) {
    mkdirSync(near, { recursive: true, mode: 0o700 });
    giveTo(near, home.account);
    return near;
  }
  const far = mkdtempSync(join(tmpdir(), 'zhongzhi-'));
  giveTo(far, home.account);
  return far;
}
