import { basename } from 'node:path';
import type { Platform } from '@zhongzhi/kernel';
import { findRoster, insertRoster, type RosterImport } from './roster-store.ts';
import { runRoster } from './run-roster.ts';
import { DECLARATION } from './use-cases.ts';

const WATCH_MS = 2_000;

/** Imports a sheet that lies on this machine, and gives what came of it. The file stays as it is. */
export async function importRoster(
  platform: Platform,
  path: string,
  organisation: string,
  onProgress: (roster: RosterImport) => void = () => undefined,
): Promise<RosterImport> {
  const look = (id: string) => platform.asSystem('roster progress', (context) => findRoster(context, id));
  const id = await platform.asSystem('roster import from the command line', async (context) => {
    const made = context.newId();
    await insertRoster(context, {
      id: made,
      file: null,
      fileName: basename(path),
      organisation,
      declaration: DECLARATION,
      places: [String(context.district)],
      madeBy: null,
    });
    return made;
  });
  const timer = setInterval(
    () =>
      void look(id).then(
        (roster) => (roster === undefined ? undefined : onProgress(roster)),
        () => undefined,
      ),
    WATCH_MS,
  );
  try {
    await runRoster(platform, id, path);
  } finally {
    clearInterval(timer);
  }
  return (await look(id))!;
}

/** `npm run import -- volunteers FILE.xlsx ORGANISATION --everyone-agreed` */
export async function importRosterFile(
  platform: Platform,
  path: string,
  organisation: string,
  say: (line: string) => void,
): Promise<void> {
  say(DECLARATION);
  const done = await importRoster(platform, path, organisation, ({ rowsDone, rowsRead, fileName }) =>
    say(`${fileName}：${rowsDone} / ${rowsRead}`),
  );
  if (done.state === 'failed') throw new Error(done.fault ?? 'failed');
  say(
    `新登记 ${done.added} 人，原有人员新成为志愿者 ${done.joined} 人，已是志愿者 ${done.known} 人，重复 ${done.repeated} 行，不能导入 ${done.refused} 行。added ${done.added}, joined ${done.joined}, known ${done.known}, repeated ${done.repeated}, refused ${done.refused} (${done.id})`,
  );
}
