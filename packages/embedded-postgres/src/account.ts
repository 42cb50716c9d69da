import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  lchownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

/** The unprivileged user that runs the server when we are root; PostgreSQL refuses to run as root. */
export type Account = { name: string; uid: number; gid: number };

/**
 * Whom to run the server as: undefined means "as ourselves". Root hands over to the owner of an existing cluster,
 * else to `postgres`, else to `nobody`; a user without an entry in /etc/passwd cannot run PostgreSQL.
 */
export function chooseAccount(clusterDir: string): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const known = readAccounts();
  const owner = ownerOf(clusterDir);
  const account =
    known.find((entry) => entry.uid === owner && entry.uid !== 0) ??
    known.find((entry) => entry.name === 'postgres') ??
    known.find((entry) => entry.name === 'nobody');
  if (account) return account;
  throw new Error(
    '以 root 启动时需要系统里有 postgres 或 nobody 用户；请新建其一，或换普通用户启动。 / ' +
      'Started as root, a system user named postgres or nobody is needed; create one, or start as an ordinary user.',
  );
}

function readAccounts(): Account[] {
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
  return lines
    .map((line) => line.split(':'))
    .filter((fields) => fields.length > 4 && !fields[0]?.startsWith('#'))
    .map((fields) => ({ name: fields[0] ?? '', uid: Number(fields[2]) >>> 0, gid: Number(fields[3]) >>> 0 }));
}

function ownerOf(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.uid;
}

/** The first part of the path that the account cannot enter or read, or undefined when all is open to it. */
export function findObstacle(path: string, account: Account | undefined): string | undefined {
  for (let at = path; ; at = dirname(at)) {
    if (!isOpenTo(at, account)) return at;
    if (at === dirname(at)) return undefined;
  }
}

/** Reading for a file, entering for a folder; what does not exist is no obstacle. */
function isOpenTo(path: string, account: Account | undefined): boolean {
  const facts = statSync(path, { throwIfNoEntry: false });
  if (!facts) return true;
  if (!account) return mayAccess(path, facts.isDirectory() ? constants.X_OK : constants.R_OK);
  const bit = facts.isDirectory() ? 1 : 4;
  if (facts.uid === account.uid) return (facts.mode & (bit << 6)) !== 0;
  if (facts.gid === account.gid) return (facts.mode & (bit << 3)) !== 0;
  return (facts.mode & bit) !== 0;
}

function mayAccess(path: string, mode: number): boolean {
  try {
    accessSync(path, mode);
    return true;
  } catch {
    return false;
  }
}

/** Makes a folder that the account may enter, whatever the umask: each new parent can be passed through, not listed. */
export function makeReachableFolder(path: string): void {
  const first = mkdirSync(path, { recursive: true });
  if (first === undefined) return;
  for (let at = path; ; at = dirname(at)) {
    chmodSync(at, 0o711);
    if (at === first) return;
  }
}

/** Gives a folder and all in it to the account; does nothing when we run the server as ourselves. */
export function giveTo(path: string, account: Account | undefined): void {
  if (!account) return;
  const facts = statSync(path);
  if (facts.uid !== account.uid) chownSync(path, account.uid, account.gid);
  if (!facts.isDirectory()) return;
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const inner = join(path, entry.name);
    if (entry.isDirectory()) giveTo(inner, account);
    else lchownSync(inner, account.uid, account.gid);
  }
}
