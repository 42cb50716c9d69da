import { housekeeping, type Actor, type AnyUseCase, type Context, type Module } from '@zhongzhi/kernel';
import { actingAs, createTestPlatform, type TestPlatform } from '@zhongzhi/kernel/testing';
import { createOrganisation, createPerson, grantRole, importRegions, type RoleDraft } from '@zhongzhi/directory';
import { directory } from '@zhongzhi/directory/module';
import { files } from '@zhongzhi/files/module';
import { identity } from '@zhongzhi/identity/module';
import { notices } from '@zhongzhi/notices/module';
import { privacy } from '@zhongzhi/privacy/module';
import { decideCircle, foundCircle, type CircleDraft } from '../src/circles.ts';
import { joinCircle } from '../src/membership.ts';
import { circles } from '../src/module.ts';

export const STREET = '530102001';
export const CUIHU = '530102001001';
export const HUGUO = '530102002001';
export const NOW = '2026-11-20T02:00:00Z';

export interface World {
  readonly t: TestPlatform;
  readonly staff: Actor;
  readonly streetStaff: Actor;
  readonly elsewhere: Actor;
  readonly leader: Actor;
  person(name?: string, birthYear?: number): Promise<Actor>;
  /** An open circle led by `leader`, with these members; changes go over the draft. */
  circle(changes?: Partial<CircleDraft>, members?: readonly Actor[]): Promise<string>;
  run<T>(useCase: AnyUseCase, input: object, as?: Actor): Promise<T>;
  noticesOf(actor: Actor): Promise<string[]>;
}

export const idOf = (actor: Actor): string => (actor as { personId: string }).personId;

const REGIONS =
  'code,name,level,parent\n530102,五华区,district,5301\n530102001,华山街道,street,530102\n530102001001,翠湖社区,community,530102001\n530102002,护国街道,street,530102\n530102002001,文庙社区,community,530102002\n';

/** A platform with two communities, their staff, and people who found and join circles. */
export async function aWorld(extra: readonly Module[] = []): Promise<World> {
  const t = await createTestPlatform([housekeeping, directory, notices, identity, files, privacy, circles, ...extra], {
    now: NOW,
  });
  const asSystem = <T>(act: (context: Context) => Promise<T>): Promise<T> => t.platform.asSystem('test world', act);
  const person = (name = '居民', birthYear?: number): Promise<Actor> =>
    asSystem(async (context) => {
      const id = await createPerson(context, { name, place: CUIHU, ...(birthYear === undefined ? {} : { birthYear }) });
      return actingAs([], id, name);
    });
  await asSystem((context) => importRegions(context, REGIONS));
  const staffAt = (name: string, place: string, role: string): Promise<Actor> =>
    asSystem(async (context) => {
      const unit = await createOrganisation(context, {
        kind: role === 'street-staff' ? 'street-office' : 'community-committee',
        name: `${name}单位`,
        place,
      });
      const person = await createPerson(context, { name, place });
      await grantRole(context, { person, role, place, unit } as RoleDraft);
      return actingAs([{ role, place, unit }], person, name);
    });
  const staff = await staffAt('郝国栋', CUIHU, 'community-staff');
  const streetStaff = await staffAt('街道钱', STREET, 'street-staff');
  const elsewhere = await staffAt('别处孙', HUGUO, 'community-staff');
  const leader = await person('圈长李');
  return {
    t,
    staff,
    streetStaff,
    elsewhere,
    leader,
    person,
    circle: (changes = {}, members = []) =>
      asSystem(async (context) => {
        const id = await foundCircle(context, idOf(leader), {
          name: '翠湖邻里圈',
          kind: 'community',
          intro: '街坊互相照应，一起做点实事',
          place: CUIHU,
          joining: 'open',
          ...changes,
        });
        await decideCircle(context, { id, opens: true });
        for (const one of members) await joinCircle(context, { circle: id, person: idOf(one) });
        return id;
      }),
    run: <T>(useCase: AnyUseCase, input: object, as?: Actor) =>
      t.platform.run(useCase, input, { actor: as ?? { kind: 'anonymous' } }) as Promise<T>,
    noticesOf: (actor) =>
      asSystem(async (context) =>
        (
          await context.tx
            .selectFrom('notices.notice')
            .select('kind')
            .where('district', '=', context.district)
            .where('person', '=', idOf(actor))
            .orderBy('id')
            .execute()
        ).map(({ kind }) => kind),
      ),
  };
}
