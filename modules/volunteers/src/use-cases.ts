import { sql } from 'kysely';
import { Type } from 'typebox';
import { PlainDate, Text, Uuid } from '@zhongzhi/contract-kit';
import { personOf, query, refuse, useCase, type Context } from '@zhongzhi/kernel';
import { KindShape, MineShape, Register, VolunteerShape, WaitingShape } from './contract/index.ts';
import { stateIdNumber, stateOwnData } from './own-data.ts';
import { decideQualification, putQualificationKind, stateQualification } from './qualifications.ts';
import { myVolunteering, qualificationKinds, shownVolunteer } from './queries.ts';
import { agreeAsGuardian, leaveVolunteers, registerVolunteer } from './volunteers.ts';

const Closed = <P extends Record<string, import('typebox').TSchema>>(properties: P) =>
  Type.Object(properties, { additionalProperties: false });
const Done = Type.Object({ id: Type.String() });

const me = (context: Context): string => {
  const person = personOf(context.actor);
  if (person === null) throw refuse.unauthenticated();
  return person;
};

export const register = useCase({
  name: 'volunteer.register',
  permission: 'signed-in',
  input: Register,
  output: VolunteerShape,
  summary: { zh: '登记为志愿者（重复登记即修改资料）', en: 'Register as a volunteer; a repeat changes what you state' },
  async run(context, { name, place, birthYear, ...stated }) {
    const person = me(context);
    await stateOwnData(context, person, { name, place, birthYear });
    await registerVolunteer(context, { person, ...stated });
    return (await shownVolunteer(context, person))!;
  },
});

export const getMine = query({
  name: 'volunteer.get-mine',
  permission: 'signed-in',
  input: Closed({}),
  output: MineShape,
  summary: { zh: '我的志愿者资料', en: 'My volunteer data' },
  run: (context) => myVolunteering(context, me(context)),
});

export const putIdNumber = useCase({
  name: 'volunteer.put-id-number',
  permission: 'signed-in',
  input: Closed({ idNumber: Text(40) }),
  output: Done,
  summary: {
    zh: '填写身份证号（只在需要实名时，须先单独同意）',
    en: 'State one’s ID number, where a real name is needed and after agreeing to that alone',
  },
  async run(context, { idNumber }) {
    await stateIdNumber(context, me(context), idNumber);
    return { id: me(context) };
  },
});

export const listKinds = query({
  name: 'volunteer.list-qualification-kinds',
  permission: 'signed-in',
  input: Closed({}),
  output: Type.Object({ items: Type.Array(KindShape) }),
  summary: { zh: '资格种类及包含关系', en: 'Kinds of qualification and what each includes' },
  run: async (context) => ({ items: await qualificationKinds(context) }),
});

export const leave = useCase({
  name: 'volunteer.leave',
  permission: 'signed-in',
  input: Closed({}),
  output: Done,
  summary: { zh: '不再做志愿者（服务记录保留）', en: 'No longer be a volunteer; records stay' },
  async run(context) {
    await leaveVolunteers(context, me(context));
    return { id: me(context) };
  },
});

export const agree = useCase({
  name: 'volunteer.agree-as-guardian',
  permission: 'signed-in',
  input: Closed({ ward: Uuid }),
  output: Done,
  summary: { zh: '监护人同意孩子参加志愿服务', en: 'A guardian agrees that their child serves' },
  subject: ({ ward }) => ward,
  async run(context, { ward }) {
    await agreeAsGuardian(context, me(context), ward);
    return { id: ward };
  },
});

export const state = useCase({
  name: 'volunteer.state-qualification',
  permission: 'signed-in',
  input: Closed({ kind: Text(40), from: PlainDate, until: Type.Optional(PlainDate), evidence: Type.Optional(Uuid) }),
  output: Done,
  summary: { zh: '填报一项资格', en: 'State a qualification' },
  run: async (context, stated) => ({ id: await stateQualification(context, { person: me(context), ...stated }) }),
});

/** Where the person behind a waiting qualification lives, if within the caller's scope. */
async function needInScope(context: Context, id: string): Promise<void> {
  const { rows } =
    await sql`select from volunteers.qualification q join directory.person p on p.district = q.district and p.id = q.person
    where q.district = ${context.district} and q.id = ${id} and exists (select from unnest(${[...context.scope.places]}::text[]) s where p.place like s || '%')`.execute(
      context.tx,
    );
  if (rows.length === 0)
    throw refuse.notFound('qualification.not-found', '没有找到这项资格。', 'There is no such qualification.');
}

export const decide = useCase({
  name: 'volunteer.decide-qualification',
  permission: 'volunteer.confirm-qualifications',
  input: Closed({ id: Uuid, confirms: Type.Boolean(), reason: Type.Optional(Text(300, { min: 4 })) }),
  output: Done,
  summary: { zh: '确认或退回资格', en: 'Confirm a qualification, or not' },
  async run(context, { id, confirms, reason }) {
    await needInScope(context, id);
    if (!confirms && reason === undefined)
      throw refuse.invalid(
        'qualification.reason-needed',
        '退回请写明原因。',
        'Give a reason when you do not confirm.',
        {
          errors: [{ field: 'reason', detail: '请填写' }],
        },
      );
    await decideQualification(context, { id, confirms, ...(reason === undefined ? {} : { reason }) });
    return { id };
  },
});

export const listWaiting = query({
  name: 'volunteer.list-waiting-qualifications',
  permission: 'volunteer.confirm-qualifications',
  input: Closed({}),
  output: Type.Object({ items: Type.Array(WaitingShape) }),
  summary: { zh: '待确认的资格', en: 'Qualifications that wait to be confirmed' },
  async run(context) {
    const { rows } = await sql<{
      id: string;
      name: string;
      kind: string;
      from: string;
      until: string | null;
      evidence: string | null;
      statedAt: Date;
    }>`
      select q.id, p.name, k.label as kind, q.valid_from as "from", q.valid_until as until, q.evidence, q.stated_at as "statedAt" from volunteers.qualification q
      join volunteers.qualification_kind k on k.district = q.district and k.kind = q.kind
      join directory.person p on p.district = q.district and p.id = q.person
      where q.district = ${context.district} and q.state = 'waiting' and exists (select from unnest(${[...context.scope.places]}::text[]) s where p.place like s || '%')
      order by q.id limit 100`.execute(context.tx);
    return { items: rows.map((row) => ({ ...row, statedAt: row.statedAt.toISOString() })) };
  },
});

export const putKind = useCase({
  name: 'volunteer.put-qualification-kind',
  permission: 'volunteer.edit-qualification-kinds',
  input: Closed({ kind: Text(40), label: Text(40), includes: Type.Array(Text(40), { maxItems: 20 }) }),
  output: Type.Object({ kind: Type.String() }),
  summary: { zh: '维护资格种类及包含关系', en: 'Name a kind of qualification and what it includes' },
  subject: ({ kind }) => kind,
  async run(context, kind) {
    if (!context.scope.places.includes(String(context.district)))
      throw refuse.forbidden(
        'volunteer.kinds-of-the-district',
        '资格种类由区里统一维护，请联系区管理员。',
        'Kinds of qualification are kept by the district; ask its administrator.',
      );
    await putQualificationKind(context, kind);
    return { kind: kind.kind };
  },
});
