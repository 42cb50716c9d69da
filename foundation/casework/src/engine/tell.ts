import type { Context, Text } from '@zhongzhi/kernel';
import { findOrganisation, staffOf, unitOfPlace } from '@zhongzhi/directory';
import { notify } from '@zhongzhi/notices';
import type { Audience, CaseType } from '../domain/case-type.ts';
import type { CaseFacts, TaskFacts } from '../domain/draft.ts';
import { inOrder } from '../in-order.ts';
import { followersOf } from '../store/case-store.ts';

export interface Occasion {
  type: CaseType;
  facts: CaseFacts;
  /** The step taken, or `warning:<clock>` and `overdue:<clock>`. */
  on: string;
  note: string | null;
  task: TaskFacts | null;
}

/** Tells everyone whom the type's notice rules name. The actor is not told of their own step. */
export async function tellOf(context: Context, occasion: Occasion): Promise<void> {
  const rules = (occasion.type.notices ?? []).filter((rule) => rule.on === occasion.on);
  if (rules.length === 0) return;
  const fill = await placeholdersOf(context, occasion);
  for (const rule of rules) {
    const people = (await audienceOf(context, occasion, rule.to)).filter(
      (person) => context.actor.kind !== 'person' || person !== context.actor.personId,
    );
    if (people.length === 0) continue;
    await notify(context, {
      to: people,
      kind: `${occasion.type.name}.${occasion.on}`,
      title: fillText(rule.title, fill),
      body: fillText(rule.body, fill),
      link: `/matters/${occasion.facts.id}`,
      sms: rule.sms ?? false,
    });
  }
}

type Fill = Record<string, Text>;

/** Placeholders are a closed list of names; nothing else in a text is looked up. */
async function placeholdersOf(context: Context, { type, facts, note }: Occasion): Promise<Fill> {
  const same = (text: string): Text => ({ zh: text, en: text });
  const unit = facts.unit === null ? undefined : await findOrganisation(context, facts.unit);
  return {
    number: same(facts.number),
    title: same(facts.title),
    type: type.label,
    status: type.statuses[facts.status]!.label,
    unit: unit === undefined ? { zh: '承办单位', en: 'the handling unit' } : same(unit.name),
    note: same(note ?? ''),
  };
}

const fillText = (text: Text, fill: Fill): Text => {
  const put = (language: 'zh' | 'en') =>
    text[language].replace(/\{(\w+)\}/g, (whole, name: string) =>
      Object.hasOwn(fill, name) ? fill[name]![language] : whole,
    );
  return { zh: put('zh'), en: put('en') };
};

async function audienceOf(context: Context, { facts, task }: Occasion, audience: Audience): Promise<string[]> {
  if (typeof audience === 'object') return staffOf(context, { role: audience.role });
  switch (audience) {
    case 'opener':
      return facts.opener === null ? [] : [facts.opener];
    case 'assignee':
      return facts.assignee === null ? [] : [facts.assignee];
    case 'followers':
      return followersOf(context, facts.id);
    case 'unit':
      return facts.unit === null ? [] : staffOf(context, { unit: facts.unit });
    case 'task-units': {
      const units = task === null ? [...new Set(facts.tasks.map(({ unit }) => unit))] : [task.unit];
      return (await inOrder(units, (unit) => staffOf(context, { unit }))).flat();
    }
    case 'street':
    case 'place': {
      const place = facts.place === null ? null : audience === 'street' ? facts.place.slice(0, 9) : facts.place;
      const unit = place === null ? undefined : await unitOfPlace(context, place);
      return unit === undefined ? [] : staffOf(context, { unit: unit.id });
    }
  }
}
