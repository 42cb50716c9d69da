import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createOrganisation, createPerson, grantRole, importRegions } from '@zhongzhi/directory';
import { addDemoPerson } from '@zhongzhi/identity';
import type { Platform } from '@zhongzhi/kernel';

export const ROOT = join(import.meta.dirname, '../..');

export interface World {
  residents: string[];
  communityStaff: string;
  streetStaff: string;
  hotlineStaff: string;
  units: string[];
  /** Codes of all communities. */
  communities: string[];
}

export const DISTRICT = '530102';
export const COMMUNITY = '530102001001';

/** The district's regions, a few units, residents to report, staff to look at boards. */
export async function makeWorld(platform: Platform, residents: number): Promise<World> {
  return platform.asSystem('benchmark world', async (context) => {
    const regions = readFileSync(join(ROOT, 'foundation/directory/data/wuhua-regions-2019.csv'), 'utf8');
    await importRegions(context, regions);
    const street = await createOrganisation(context, {
      kind: 'street-office',
      name: '华山街道办事处',
      place: '530102001',
    });
    const community = await createOrganisation(context, {
      kind: 'community-committee',
      name: '社区居委会',
      place: COMMUNITY,
    });
    const units = [street];
    for (let index = 0; index < 20; index += 1)
      units.push(
        await createOrganisation(context, { kind: 'department', name: `区第${index + 1}局`, place: DISTRICT }),
      );
    const enter = async (
      name: string,
      role: string | null,
      place: string | null,
      unit: string | null,
    ): Promise<string> => {
      const person = await createPerson(context, { name });
      if (role !== null)
        await grantRole(context, {
          person,
          role: role as never,
          ...(place === null ? {} : { place }),
          ...(unit === null ? {} : { unit }),
        });
      await addDemoPerson(context, {
        person,
        position: 1,
        roles: role === null ? [] : [role],
        roleLabel: name,
        scopeLabel: name,
      });
      return person;
    };
    const people: string[] = [];
    for (let index = 0; index < residents; index += 1) people.push(await enter(`居民${index}`, null, null, null));
    return {
      residents: people,
      units,
      communities: regions.split('\n').flatMap((line) => (line.includes(',community,') ? [line.split(',')[0]!] : [])),
      communityStaff: await enter('社区', 'community-staff', COMMUNITY, community),
      streetStaff: await enter('街道', 'street-staff', '530102001', street),
      hotlineStaff: await enter('热线', 'hotline-staff', DISTRICT, null),
    };
  });
}

export interface Served {
  base: string;
  process: ChildProcess;
  /** Resident memory of the server process, in MB. */
  memoryMB: () => number;
  cookieOf: (person: string) => Promise<string>;
  stop: () => Promise<void>;
}

/** The server as its own process, as people run it. */
export async function startServer(environment: Record<string, string>, port: number): Promise<Served> {
  const child = spawn(process.execPath, ['--max-semi-space-size=8', join(ROOT, 'apps/server/main.ts'), 'serve'], {
    env: { ...process.env, ...environment, PORT: String(port), LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const base = `http://127.0.0.1:${port}`;
  for (let waited = 0; ; waited += 50) {
    if (child.exitCode !== null) throw new Error('the server ended before it was ready');
    if (
      await fetch(`${base}/readyz`).then(
        (answer) => answer.ok,
        () => false,
      )
    )
      break;
    if (waited > 60_000) throw new Error('the server was not ready within a minute');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    base,
    process: child,
    memoryMB: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0) / 1024,
    cookieOf: async (person) => {
      const answer = await fetch(`${base}/api/v1/demo/sessions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ id: person }),
      });
      const cookie = answer.headers.get('set-cookie')?.split(';')[0];
      if (!answer.ok || cookie === undefined) throw new Error(`no session: ${answer.status} ${await answer.text()}`);
      return cookie;
    },
    stop: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
    },
  };
}
