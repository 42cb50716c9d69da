import { newUuid, type Actor } from '@zhongzhi/kernel';
import { actingAs, createTestPlatform, type TestPlatform } from '@zhongzhi/kernel/testing';
import { housekeeping } from '@zhongzhi/kernel';
import { beans } from '@zhongzhi/beans/module';
import { calendar } from '@zhongzhi/calendar/module';
import { certificates } from '@zhongzhi/certificates/module';
import { circles } from '@zhongzhi/circles/module';
import { createOrganisation, createPerson, importRegions } from '@zhongzhi/directory';
import { directory } from '@zhongzhi/directory/module';
import { files } from '@zhongzhi/files/module';
import { identity } from '@zhongzhi/identity/module';
import { notices } from '@zhongzhi/notices/module';
import { registerVolunteer } from '@zhongzhi/volunteers';
import { volunteers } from '@zhongzhi/volunteers/module';
import { volunteering } from '../src/module.ts';
import { openActivity, planActivity, proposeProject, decideProject, type ActivityDraft } from '../src/plan.ts';

export const STREET = '530102001';
export const CUIHU = '530102001001';
export const PLACE = { longitude: 102.7, latitude: 25.05 };

/** A platform with a community, its staff, a leader and volunteers. */
export interface World {
  readonly t: TestPlatform;
  readonly community: string;
  readonly staff: Actor;
  readonly leader: Actor;
  volunteer(name?: string): Promise<Actor>;
  /** A published activity of two hours, tomorrow at nine, with one post; changes go over the draft. */
  activity(
    changes?: Partial<ActivityDraft> & { capacity?: number; waitlist?: number },
  ): Promise<{ id: string; shift: string; post: string }>;
}

/** 2026-11-20 10:00 in Shanghai, a Friday. */
export const NOW = '2026-11-20T02:00:00Z';
export const at = (time: string, day = '2026-11-21'): Date => new Date(`${day}T${time}:00+08:00`);

export async function aWorld(options: { poolSize?: number } = {}): Promise<World> {
  const t = await createTestPlatform(
    [
      housekeeping,
      calendar,
      directory,
      notices,
      identity,
      files,
      volunteers,
      circles,
      beans,
      certificates,
      volunteering,
    ],
    { now: NOW, ...options },
  );
  const { community, staff, leader } = await t.platform.asSystem('test world', async (context) => {
    await importRegions(
      context,
      'code,name,level,parent\n530102,五华区,district,5301\n530102001,华山街道,street,530102\n530102001001,翠湖社区,community,530102001\n530102002,护国街道,street,530102\n',
    );
    const unit = await createOrganisation(context, {
      kind: 'community-committee',
      name: '翠湖社区居委会',
      place: CUIHU,
    });
    return {
      community: unit,
      staff: actingAs(
        [{ role: 'community-staff', place: CUIHU, unit }],
        await createPerson(context, { name: '郝国栋', place: CUIHU }),
      ),
      leader: actingAs(
        [{ role: 'community-staff', place: CUIHU, unit }],
        await createPerson(context, { name: '李带队', place: CUIHU }),
      ),
    };
  });
  let count = 0;
  const idOf = (actor: Actor): string => (actor as { personId: string }).personId;
  return {
    t,
    community,
    staff,
    leader,
    volunteer: (name) =>
      t.platform.asSystem('test world', async (context) => {
        count += 1;
        const person = await createPerson(context, { name: name ?? `志愿者${count}`, place: CUIHU });
        await registerVolunteer(context, { person });
        return actingAs([], person, name);
      }),
    activity: async ({ capacity = 10, waitlist = 10, ...changes } = {}) => {
      const id = await t.platform.transact(
        'public',
        'write',
        { actor: { kind: 'system', reason: 'test world' } },
        async (context) => {
          const project = await proposeProject(context, {
            unit: community,
            place: changes.place ?? CUIHU,
            kind: 'environment',
            title: '翠湖周末清洁',
            content: '清扫步道、捡拾垃圾',
            risks: '湖边路滑，注意防滑',
          });
          await decideProject(context, { id: project, opens: true });
          const activity = await planActivity(context, {
            project,
            title: '翠湖周六清洁',
            content: '清扫步道、捡拾垃圾',
            address: '翠湖公园南门',
            ...PLACE,
            leader: idOf(leader),
            signUpFrom: new Date('2026-11-10T00:00:00Z'),
            shifts: [
              {
                name: '上午',
                meetsAt: at('08:40'),
                startsAt: at('09:00'),
                endsAt: at('11:00'),
                posts: [{ name: '保洁', capacity, waitlist }],
              },
            ],
            ...changes,
          });
          await openActivity(context, activity);
          return activity;
        },
      );
      return t.platform.asSystem('test world', async (context) => {
        const found = await context.tx
          .selectFrom('volunteering.post')
          .select(['shift', 'id'])
          .where('district', '=', context.district)
          .where('activity', '=', id)
          .orderBy('id')
          .execute();
        return { id, shift: found[0]!.shift, post: found[0]!.id };
      });
    },
  };
}

export const aNonce = (): string => newUuid();
