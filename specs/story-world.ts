import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seedCategories } from '@zhongzhi/appeals';
import { dueAt, loadCalendar, type Calendar, type Limit } from '@zhongzhi/calendar';
import type { CaseDetail } from '@zhongzhi/casework/contract';
import { createPerson, grantRole } from '@zhongzhi/directory';
import type { Role } from '@zhongzhi/directory/contract';
import { addDemoPerson } from '@zhongzhi/identity';
import { createTestPlatform } from '@zhongzhi/kernel/testing';
import { modules } from '@zhongzhi/server';
import { expect } from 'vitest';
import { aDistrict, type Units } from './access/district.ts';
import { PLACES } from './access/seats.ts';
import { freePort, launch, untilReady } from './a-process.ts';

/** The key that test platforms encrypt with: the served process must read what the world wrote. */
const TEST_KEY = Buffer.alloc(32, 7).toString('base64');

interface Part {
  name: string;
  role: Role | null;
  label: string;
  place?: string;
  unit?: keyof Units;
}

/** Who plays in the story, by what they are there for. */
export const CAST = {
  resident: { name: '杨丽', role: null, label: '居民' },
  community: {
    name: '王晓梅',
    role: 'community-staff',
    label: '社区工作者',
    place: PLACES.community,
    unit: 'committee',
  },
  street: { name: '李科', role: 'street-staff', label: '街道工作人员', place: PLACES.street, unit: 'streetOffice' },
  leader: { name: '赵明', role: 'street-leader', label: '街道领导', place: PLACES.street, unit: 'streetOffice' },
  city: { name: '张慧', role: 'department-staff', label: '部门工作人员', unit: 'department' },
  housing: { name: '周强', role: 'department-staff', label: '部门工作人员', unit: 'otherDepartment' },
  supervisor: {
    name: '吴敏',
    role: 'supervisor',
    label: '督查',
    place: PLACES.district,
    unit: 'supervisionOffice',
  },
} as const satisfies Record<string, Part>;
export type Player = keyof typeof CAST;

/** A small district that is served as people are served, by a process of its own. */
export interface StoryWorld {
  readonly base: string;
  /** When something is due that started then, by the district's calendar. */
  readonly dueAfter: (start: string, limit: Limit) => string;
  readonly stop: () => Promise<void>;
}

/** Makes the district through the modules, then serves it. */
export async function aStoryWorld(): Promise<StoryWorld> {
  const dataDir = mkdtempSync(join(tmpdir(), 'zhongzhi-story-'));
  const t = await createTestPlatform(modules, {
    environment: { ZHONGZHI_DATA: dataDir },
    now: new Date().toISOString(),
    poolSize: 2,
  });
  const calendar = await t.platform.asSystem('story world', async (context): Promise<Calendar> => {
    const units = await aDistrict(context);
    await seedCategories(context);
    for (const [position, part] of Object.values<Part>(CAST).entries()) {
      const person = await createPerson(context, { name: part.name, phone: `1391000${1000 + position}` });
      if (part.role !== null)
        await grantRole(context, {
          person,
          role: part.role,
          ...(part.place === undefined ? {} : { place: part.place }),
          ...(part.unit === undefined ? {} : { unit: units[part.unit] }),
        });
      await addDemoPerson(context, {
        person,
        position,
        roles: part.role === null ? [] : [part.role],
        roleLabel: part.label,
        scopeLabel: '五华区',
      });
    }
    return loadCalendar(context);
  });
  const settings = {
    DATABASE_URL: t.url,
    ZHONGZHI_DATA: dataDir,
    ZHONGZHI_KEY: TEST_KEY,
    ZHONGZHI_UNSAFE_DATABASE: 'tests',
  };
  const stopWorld = async (): Promise<void> => {
    await t.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  const running = await untilReady(launch(settings, await freePort())).catch(async (error: unknown) => {
    await stopWorld();
    throw error;
  });
  return {
    base: running.base,
    dueAfter: (start, limit) => dueAt({ start: new Date(start), limit, pauses: [], calendar }).toISOString(),
    stop: async () => {
      await running.stop();
      await stopWorld();
    },
  };
}

/** A clock must run for exactly as long as the district's calendar says; gives back the clock. */
export function expectClock(
  world: StoryWorld,
  detail: CaseDetail,
  expected: { name: string; limit: Limit; round?: number; runs: boolean },
): CaseDetail['clocks'][number] {
  const { name, limit, round = 1, runs } = expected;
  const clock = detail.clocks.find((one) => one.name === name && one.round === round);
  if (clock === undefined) throw new Error(`no clock ${name} in round ${round}: ${JSON.stringify(detail.clocks)}`);
  expect(clock.dueAt, `${name} is due by the calendar`).toBe(world.dueAfter(clock.startedAt, limit));
  expect(clock.stoppedAt === null, `${name} runs`).toBe(runs);
  expect(clock.isOverdue, `${name} is overdue`).toBe(false);
  return clock;
}
