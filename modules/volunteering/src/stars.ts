import { dayOf } from '@zhongzhi/contract-kit';
import { sql } from 'kysely';
import type { Context } from '@zhongzhi/kernel';
import { notify } from '@zhongzhi/notices';

/** One level of stars: hours that count, who grants it, for how long (null: for good). */
export interface StarLevel {
  readonly level: number;
  readonly hours: number;
  readonly grantingBody: string;
  readonly validYears: number | null;
}

/** The usual scheme; a district may set its own. */
export const DEFAULT_STARS: readonly StarLevel[] = [100, 300, 600, 1_000, 1_500].map((hours, index) => ({
  level: index + 1,
  hours,
  grantingBody: index < 2 ? '区志愿服务主管部门' : index < 4 ? '市志愿服务主管部门' : '省志愿服务主管部门',
  validYears: null,
}));

/** The scheme in force on the day of the act: all levels of the version that began last. */
export async function starScheme(context: Context): Promise<StarLevel[]> {
  const { rows } =
    await sql<StarLevel>`select level, hours, granting_body as "grantingBody", valid_years as "validYears"
    from volunteering.star_scheme s where district = ${context.district} and valid_from = (select max(valid_from) from volunteering.star_scheme
      where district = ${context.district} and valid_from <= ${dayOf(context.now)}::date) order by level`.execute(
      context.tx,
    );
  return rows.length === 0 ? [...DEFAULT_STARS] : rows;
}

/** Grants the stars that a person's hours have reached and that they do not hold; a correction takes none away. */
export async function grantStars(context: Context, person: string): Promise<number[]> {
  const { rows: totals } = await sql<{
    minutes: number;
  }>`select timed_minutes + entered_minutes as minutes from volunteering.total where district = ${context.district} and person = ${person}`.execute(
    context.tx,
  );
  const hours = (totals[0]?.minutes ?? 0) / 60;
  const scheme = await starScheme(context);
  const reached = scheme.filter((level) => hours >= level.hours);
  if (reached.length === 0) return [];
  const { rows: held } = await sql<{
    level: number;
  }>`select level from volunteering.star where district = ${context.district} and person = ${person}
    and (valid_until is null or valid_until >= ${dayOf(context.now)}::date)`.execute(context.tx);
  const fresh = reached.filter(({ level }) => held.every((star) => star.level !== level));
  for (const { level, grantingBody, validYears } of fresh)
    await sql`insert into volunteering.star (district, person, level, granted_on, valid_until, granting_body, at)
      values (${context.district}, ${person}, ${level}, ${dayOf(context.now)}::date, ${validYears === null ? null : sql`(${dayOf(context.now)}::date + make_interval(years => ${validYears}))::date`}, ${grantingBody}, ${context.now})
      on conflict do nothing`.execute(context.tx);
  const highest = fresh.at(-1);
  if (highest !== undefined)
    await notify(context, {
      to: person,
      kind: 'volunteering.star',
      title: {
        zh: `您成为${'一二三四五六七八九十'[highest.level - 1]}星志愿者`,
        en: `You are a ${highest.level}-star volunteer now`,
      },
      body: {
        zh: `累计服务已满${highest.hours}小时，感谢您的付出。`,
        en: `You have served ${highest.hours} hours. Thank you.`,
      },
      link: '/volunteer/records',
    });
  return fresh.map(({ level }) => level);
}
