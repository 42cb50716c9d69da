import { sql } from 'kysely';
import { namesOf } from '@zhongzhi/directory';
import type { Context } from '@zhongzhi/kernel';
import type { ActivityRecords } from '../contract/records.ts';
import { minutesServed } from '../domain/service-minutes.ts';
import { shiftsOf } from '../store/activity-store.ts';

const MOST = 2_000;

interface OnRoll {
  person: string;
  shift: string;
  cameAt: Date | null;
  leftAt: Date | null;
  state: ActivityRecords['people'][number]['state'] | null;
  noShowWhy: string | null;
}

async function onRoll(context: Context, activity: string): Promise<OnRoll[]> {
  const { rows } =
    await sql<OnRoll>`select u.person, u.shift, t.came_at as "cameAt", t.left_at as "leftAt", t.state, n.reason as "noShowWhy"
    from volunteering.sign_up u
    left join volunteering.attendance t on t.district = u.district and t.shift = u.shift and t.person = u.person
    left join volunteering.no_show n on n.district = u.district and n.shift = u.shift and n.person = u.person and n.withdrawn_at is null
    where u.district = ${context.district} and u.activity = ${activity} and u.state = 'held' order by u.number limit ${MOST}`.execute(
      context.tx,
    );
  return rows;
}

type Line = ActivityRecords['records'][number];

async function recorded(context: Context, activity: string): Promise<Omit<Line, 'name'>[]> {
  const { rows } = await sql<
    Omit<Line, 'name'>
  >`select s.record, s.person, s.class, s.minutes, s.stands, s.revision, r.reason, f.proof, e.outcome, e.words
    from volunteering.standing s
    join volunteering.record r on r.district = s.district and r.id = s.record and r.revision = s.revision
    join volunteering.record f on f.district = s.district and f.id = s.record and f.revision = 1
    left join lateral (select outcome, words from volunteering.evaluation e where e.district = s.district and e.activity = s.activity and e.person = s.person
      order by e.at desc, e.id desc limit 1) e on true
    where s.district = ${context.district} and s.activity = ${activity} order by s.person, s.record limit ${MOST}`.execute(
    context.tx,
  );
  return rows;
}

/** What would be and what is recorded of an activity, for those who record it. */
export async function recordsOfActivity(context: Context, id: string): Promise<ActivityRecords> {
  const { rows } = await sql<{
    needsEvaluation: boolean;
  }>`select needs_evaluation as "needsEvaluation" from volunteering.activity where district = ${context.district} and id = ${id}`.execute(
    context.tx,
  );
  const shifts = await shiftsOf(context, id);
  const byId = new Map(shifts.map((shift) => [shift.id, shift]));
  const roll = await onRoll(context, id);
  const records = await recorded(context, id);
  const names = await namesOf(
    context,
    [...roll, ...records].map(({ person }) => person),
  );
  return {
    shifts: shifts.map(({ id: shift, name, startsAt, endsAt }) => ({
      id: shift,
      name,
      minutes: (endsAt.getTime() - startsAt.getTime()) / 60_000,
    })),
    needsEvaluation: rows[0]?.needsEvaluation ?? false,
    people: roll.map(({ person, shift, cameAt, leftAt, state, noShowWhy }) => {
      const { startsAt, endsAt } = byId.get(shift)!;
      return {
        person,
        shift,
        name: names.get(person) ?? '',
        state: noShowWhy === null ? (state ?? 'expected') : 'no-show',
        minutes:
          cameAt === null || leftAt === null
            ? null
            : minutesServed({ came: cameAt, left: leftAt, shift: { from: startsAt, to: endsAt } }),
        noShowWhy,
      };
    }),
    records: records.map((record) => ({ ...record, name: names.get(record.person) ?? '' })),
  };
}
