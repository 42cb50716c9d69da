import { expect } from 'vitest';
import type { Actor } from '@zhongzhi/kernel';
import { createPerson } from '@zhongzhi/directory';
import { actingAs } from '@zhongzhi/kernel/testing';
import { getPlan } from '../src/use-cases/draft-use-cases.ts';
import { decide, plan, propose } from '../src/use-cases/plan-use-cases.ts';
import { aWorld, CUIHU, PLACE, type World } from './world.ts';

export const shift = (day: string, capacity = 5) => ({
  name: '上午',
  meetsAt: `${day}T08:40:00+08:00`,
  startsAt: `${day}T09:00:00+08:00`,
  endsAt: `${day}T11:00:00+08:00`,
  posts: [{ name: '保洁', capacity }],
});

/** What is written of an activity on that day. */
export const fields = (day = '2026-11-28') => ({
  title: '周六清洁翠湖',
  content: '清扫步道、捡拾垃圾',
  address: '翠湖公园南门',
  ...PLACE,
  shifts: [shift(day)],
});

interface Refused {
  code: string;
  errors?: { field: string; detail: string }[];
}

/** The refusal of what must be refused. */
export const refusal = async (work: Promise<unknown>): Promise<Refused> => {
  const thrown = await work.then(
    () => undefined,
    (error: { code: string; details?: Pick<Refused, 'errors'> }) => error,
  );
  expect(thrown, 'is refused').toBeDefined();
  return { ...thrown, ...thrown!.details, code: thrown!.code };
};

/** A world in which activities are planned through the use cases. */
export async function aPlanningWorld() {
  const world = await aWorld();
  const run: World['t']['platform']['run'] = (...call) => world.t.platform.run(...call);
  const anOpenProject = async (proposer: Actor, circle?: string): Promise<string> => {
    const { id } = await run(
      propose,
      {
        place: CUIHU,
        kind: 'environment',
        title: '翠湖周末清洁',
        content: '清扫步道、捡拾垃圾',
        risks: '湖边路滑，注意防滑',
        ...(circle === undefined ? {} : { circle }),
      },
      { actor: proposer },
    );
    await run(decide, { id, opens: true }, { actor: world.staff });
    return id;
  };
  return {
    world,
    run,
    anOpenProject,
    /** Staff of a street that has nothing to do with it. */
    elsewhere: await world.t.platform.asSystem('test', async (context) =>
      actingAs(
        [{ role: 'street-staff', place: '530102002', unit: null }],
        await createPerson(context, { name: '外街道' }),
      ),
    ),
    draft: async (changes: object = {}) =>
      run(plan, { project: await anOpenProject(world.staff), ...fields(), ...changes }, { actor: world.leader }),
    planned: (id: string, actor = world.leader) => run(getPlan, { id }, { actor }),
  };
}
