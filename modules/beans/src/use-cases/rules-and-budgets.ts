import { sql } from 'kysely';
import { Type } from 'typebox';
import { PlainDate, Text, Uuid, dayOf } from '@zhongzhi/contract-kit';
import { query, useCase } from '@zhongzhi/kernel';
import { closeBudget, openBudget, PAY_JOB } from '../budgets.ts';
import { listRules, ruleOn, setRule } from '../rules.ts';
import { After, Closed, Done, needWholeDistrict, PAGE, pageOf } from './shapes.ts';

const RULE = {
  version: Type.Integer(),
  beansPerHour: Type.Integer(),
  byKind: Type.Record(Type.String(), Type.Number()),
  mostPerDay: Type.Integer(),
  months: Type.Integer(),
};

export const getRule = query({
  name: 'beans.get-rule',
  permission: 'public',
  input: Closed({}),
  output: Type.Object(RULE),
  summary: { zh: '金豆规则（公开）', en: 'The public rule of beans' },
  run: async (context) => ({ ...(await ruleOn(context, dayOf(context.now))) }),
});

export const listRulesUseCase = query({
  name: 'beans.list-rules',
  permission: 'public',
  input: Closed({}),
  output: Type.Object({
    items: Type.Array(Type.Object({ ...RULE, validFrom: Type.String(), at: Type.String() })),
  }),
  summary: { zh: '金豆规则的各个版本（公开）', en: 'Every version of the rule' },
  run: async (context) => ({ items: await listRules(context) }),
});

export const setRuleUseCase = useCase({
  name: 'beans.set-rule',
  permission: 'beans.govern',
  input: Closed({
    validFrom: PlainDate,
    beansPerHour: Type.Integer({ minimum: 0, maximum: 1_000 }),
    byKind: Type.Record(Type.String({ maxLength: 40 }), Type.Number({ minimum: 0, maximum: 10 })),
    mostPerDay: Type.Integer({ minimum: 0, maximum: 10_000 }),
    // Two at least: a notice goes out a month before, and all beans of a term must be there by then.
    months: Type.Integer({ minimum: 2, maximum: 120 }),
  }),
  output: Type.Object({ version: Type.Integer() }),
  summary: { zh: '发布新一版金豆规则', en: 'Publish a new version of the rule' },
  subject: (_input, { version }) => String(version),
  async run(context, draft) {
    needWholeDistrict(context);
    return { version: await setRule(context, draft) };
  },
});

export const openBudgetUseCase = useCase({
  name: 'beans.open-budget',
  permission: 'beans.govern',
  input: Closed({
    name: Text(60, { min: 2 }),
    amount: Type.Integer({ minimum: 1, maximum: 1_000_000_000 }),
    source: Text(200, { min: 2 }),
  }),
  output: Done,
  summary: { zh: '开设金豆预算', en: 'Open a budget' },
  async run(context, budget) {
    needWholeDistrict(context);
    const id = await openBudget(context, budget);
    await context.enqueue(PAY_JOB, {}, { singletonKey: PAY_JOB });
    return { id };
  },
});

export const closeBudgetUseCase = useCase({
  name: 'beans.close-budget',
  permission: 'beans.govern',
  input: Closed({ id: Uuid }),
  output: Done,
  summary: { zh: '停用一笔预算，不再从中发放', en: 'Close a budget: nothing more is credited from it' },
  async run(context, { id }) {
    needWholeDistrict(context);
    await closeBudget(context, id);
    return { id };
  },
});

export const listBudgets = query({
  name: 'beans.list-budgets',
  permission: 'beans.govern',
  input: Closed({ after: After }),
  output: Type.Object({
    items: Type.Array(
      Type.Object({
        id: Type.String(),
        name: Type.String(),
        amount: Type.Integer(),
        left: Type.Integer(),
        source: Type.String(),
        isOpen: Type.Boolean(),
        openedAt: Type.String(),
      }),
    ),
    next: Type.Union([Type.String(), Type.Null()]),
  }),
  summary: { zh: '金豆预算及余额', en: 'Budgets and what is left of them' },
  async run(context, { after }) {
    needWholeDistrict(context);
    const { rows } = await sql<{
      id: string;
      name: string;
      amount: number;
      left: number;
      source: string;
      isOpen: boolean;
      openedAt: Date;
    }>`select b.id, b.name, b.amount, a.balance as "left", b.source, b.is_open as "isOpen", b.opened_at as "openedAt"
      from beans.budget b join beans.account a on a.district = b.district and a.kind = 'budget' and a.owner = b.id
      where b.district = ${context.district} and (${after ?? null}::uuid is null or b.id < ${after ?? null}::uuid) order by b.id desc limit ${PAGE + 1}`.execute(
      context.tx,
    );
    return pageOf(rows.map((row) => ({ ...row, openedAt: row.openedAt.toISOString() })));
  },
});
