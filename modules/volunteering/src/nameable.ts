import { joinedOf, membersAmong } from '@zhongzhi/circles';
import { namesOf, staffOf } from '@zhongzhi/directory';
import { personOf, refuse, type Context } from '@zhongzhi/kernel';
import { needPlanner } from './authority.ts';
import { getProject, type Project } from './store/activity-store.ts';

const MOST = 200;

/**
 * Who may be named to check in or to record: colleagues of the unit that organises and members of the circle.
 * @throws Refusal `project.not-found`.
 */
export async function nameableFor(context: Context, id: string): Promise<{ person: string; name: string }[]> {
  const project = await getProject(context, id);
  await needPlanner(context, project);
  const staff = await staffOf(context, { unit: project.unit });
  const members = project.circle === null ? [] : await joinedOf(context, project.circle, MOST);
  const self = personOf(context.actor);
  const people = [...new Set([...members, ...staff])].filter((person) => person !== self).slice(0, MOST);
  const names = await namesOf(context, people);
  return people.map((person) => ({ person, name: names.get(person) ?? '' }));
}

/** A roll tells of people: whoever is to see it must belong to those who organise. @throws Refusal `activity.not-to-be-named`. */
export async function checkNamed(
  context: Context,
  project: Project,
  parts: { leader: string; checkers?: readonly string[]; recorders?: readonly string[] },
): Promise<void> {
  if (context.actor.kind === 'system') return;
  for (const field of ['checkers', 'recorders'] as const) {
    const named = (parts[field] ?? []).filter((person) => person !== parts.leader);
    if (named.length === 0) continue;
    const staff = new Set(await staffOf(context, { unit: project.unit }));
    const members = project.circle === null ? new Set() : await membersAmong(context, project.circle, named);
    if (named.every((person) => staff.has(person) || members.has(person))) continue;
    throw refuse.invalid(
      'activity.not-to-be-named',
      '只能请本单位的同事或圈里的成员来签到、记录，请重新选择。',
      'Only colleagues of the unit and members of the circle check in and record; choose again.',
      { errors: [{ field, detail: '请重新选择' }] },
    );
  }
}
