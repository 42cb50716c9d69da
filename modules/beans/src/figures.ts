import { sql } from 'kysely';
import { isUuid, refuse, type Context, type Figure, type Text } from '@zhongzhi/kernel';

const PAGE = 30;
const BEANS: Text = { zh: '颗', en: 'beans' };

interface Line {
  id: string;
  title: string;
  beans: number;
  at: Date;
}

/** A figure over lines that name no person. */
function figure(
  draft: { name: string; label: Text; definition: Text },
  total: (context: Context) => ReturnType<typeof sql<{ n: number }>>,
  lines: (context: Context, after: string | null) => ReturnType<typeof sql<Line>>,
): Figure {
  return {
    ...draft,
    unit: BEANS,
    async count(context) {
      const { rows } = await total(context).execute(context.tx);
      return { value: rows[0]!.n };
    },
    async records(context, after) {
      if (after !== null && !isUuid(after))
        throw refuse.invalid(
          'beans.page-marker-wrong',
          '翻页位置已失效，请从第一页重新看。',
          'The page marker is not valid; start again from the first page.',
        );
      const { rows } = await lines(context, after).execute(context.tx);
      const shown = rows.slice(0, PAGE);
      return {
        items: shown.map(({ id, title, beans, at }) => ({
          id,
          title: `${title} · ${beans} ${BEANS[context.language]}`,
          at: at.toISOString(),
          link: null,
        })),
        next: rows.length > PAGE ? shown.at(-1)!.id : null,
      };
    },
  };
}

/** What the district answers for in public. */
export const figures: readonly Figure[] = [
  figure(
    {
      name: 'beans-credited',
      label: { zh: '发放金豆', en: 'Beans credited for service' },
      definition: {
        zh: '按服务记录发放、减去更正收回的金豆',
        en: 'Beans credited for service records, less what corrections took back',
      },
    },
    ({ district }) =>
      sql`select coalesce(sum(credited), 0)::bigint as n from beans.credit where district = ${district}`,
    (
      { district, language },
      after,
    ) => sql`select c.record as id, ${language === 'zh' ? '服务' : 'Service of'} || ' ' || c.served_on::text as title, c.credited as beans,
      (c.served_on::timestamp at time zone 'Asia/Shanghai') as at from beans.credit c
      where c.district = ${district} and c.credited > 0 and (${after}::uuid is null or c.record < ${after}::uuid) order by c.record desc limit ${PAGE + 1}`,
  ),
  figure(
    {
      name: 'beans-redeemed',
      label: { zh: '兑换金豆', en: 'Beans redeemed' },
      definition: { zh: '在商家核销的金豆', en: 'Beans that merchants have taken' },
    },
    ({ district }) =>
      sql`select coalesce(sum(beans), 0)::bigint as n from beans.redemption where district = ${district} and state = 'taken'`,
    (
      { district },
      after,
    ) => sql`select r.id, m.name || ' ' || i.name as title, r.beans, r.taken_at as at from beans.redemption r
      join beans.item i on i.district = r.district and i.id = r.item join beans.merchant m on m.district = r.district and m.id = r.merchant
      where r.district = ${district} and r.state = 'taken' and (${after}::uuid is null or r.id < ${after}::uuid) order by r.id desc limit ${PAGE + 1}`,
  ),
  figure(
    {
      name: 'beans-donated',
      label: { zh: '捐赠金豆', en: 'Beans given to public causes' },
      definition: { zh: '志愿者捐给公益项目的金豆', en: 'Beans that volunteers gave to public causes' },
    },
    ({ district }) =>
      sql`select coalesce(sum(balance), 0)::bigint as n from beans.account where district = ${district} and kind = 'donated'`,
    ({ district }, after) => sql`select d.id, c.name as title, d.beans, d.at from beans.donation d
      join beans.cause c on c.district = d.district and c.id = d.cause
      where d.district = ${district} and (${after}::uuid is null or d.id < ${after}::uuid) order by d.id desc limit ${PAGE + 1}`,
  ),
];
