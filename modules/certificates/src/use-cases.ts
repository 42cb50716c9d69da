import { Type } from 'typebox';
import { Nullable, Page, Text, Uuid } from '@zhongzhi/contract-kit';
import { personOf, query, refuse, useCase, type Context } from '@zhongzhi/kernel';
import { askForCertificate, previewOf } from './ask.ts';
import { checkCertificate, isHolder } from './check.ts';
import {
  CertificateLine,
  CheckShape,
  Closed,
  IssuerShape,
  PeriodInput,
  PreviewShape,
  Reason,
  ServedUnitShape,
} from './contract/index.ts';
import { refuseCertificate, revokeCertificate } from './issue.ts';
import { issuerOf, keepIssuer } from './issuers.ts';
import { changeKey } from './keys.ts';
import { whyMissing } from './missing.ts';
import type { CertifiedRecord } from './public.ts';
import { certificatesOf, registerOf } from './queries.ts';
import { sourceOf } from './source.ts';
import { certificateNotFound, getCertificate } from './store.ts';

const Done = Type.Object({ id: Type.String() });
const State = Type.String({ enum: ['posted', 'issued', 'refused', 'revoked'] });

export function me(context: Context): string {
  const person = personOf(context.actor);
  if (person === null) throw refuse.unauthenticated();
  return person;
}

/** 谁记录谁证明: a unit's certificates are its own staff's, and nobody's above it (order 67, art. 26). */
export const isOfUnit = ({ actor, may }: Context, unit: string): boolean =>
  actor.kind === 'person' && may('certificate.keep') && actor.grants.some((grant) => grant.unit === unit);

function needUnit(context: Context, unit: string): void {
  if (!isOfUnit(context, unit)) throw certificateNotFound();
}

const part = ({ activityName, servedOn, place, content, minutes, class: kind }: CertifiedRecord) => ({
  activityName,
  servedOn,
  place,
  content,
  minutes,
  class: kind,
});

export const listUnits = query({
  name: 'certificate.list-units',
  permission: 'signed-in',
  input: Closed({}),
  output: Type.Object({ items: Type.Array(ServedUnitShape) }),
  summary: { zh: '我服务过的单位（可以开证明的）', en: 'Units for which I have served' },
  run: async (context) => ({ items: await sourceOf(context).unitsOf(context, me(context)) }),
});

export const preview = query({
  name: 'certificate.preview',
  permission: 'signed-in',
  input: PeriodInput,
  output: PreviewShape,
  summary: { zh: '证明上会写什么，还缺什么', en: 'What a certificate would say, and what is missing' },
  async run(context, period) {
    const found = await previewOf(context, { ...period, person: me(context) });
    return {
      ...found,
      records: found.records.map(part),
      missing: found.missing.map((one) => ({ ...one, text: whyMissing(one.why) })),
      postingDays: (await issuerOf(context, period.unit)).postingDays,
    };
  },
});

export const ask = useCase({
  name: 'certificate.ask',
  permission: 'signed-in',
  input: PeriodInput,
  output: Done,
  subject: (_input, { id }) => id,
  summary: { zh: '申请开具服务记录证明（免费）', en: 'Ask for a certificate, free of charge' },
  run: async (context, period) => ({ id: await askForCertificate(context, { ...period, person: me(context) }) }),
});

export const listMine = query({
  name: 'certificate.list-mine',
  permission: 'signed-in',
  input: Closed({}),
  output: Type.Object({ items: Type.Array(CertificateLine) }),
  summary: { zh: '我的证明', en: 'My certificates' },
  run: async (context) => ({ items: await certificatesOf(context, me(context)) }),
});

export const listRegister = query({
  name: 'certificate.list-register',
  permission: 'certificate.keep',
  input: Closed({ unit: Uuid, state: Type.Optional(State), after: Type.Optional(Uuid) }),
  output: Page(CertificateLine),
  summary: { zh: '本单位的证明登记册', en: 'The register of one’s own unit' },
  run(context, { unit, state, after }) {
    needUnit(context, unit);
    return registerOf(context, unit, { state: state as 'posted' | undefined, after });
  },
});

export const getIssuer = query({
  name: 'certificate.get-issuer',
  permission: 'certificate.keep',
  input: Closed({ unit: Uuid }),
  output: IssuerShape,
  summary: { zh: '本单位怎么开证明', en: 'How one’s own unit certifies' },
  run(context, { unit }) {
    needUnit(context, unit);
    return issuerOf(context, unit);
  },
});

export const setIssuer = useCase({
  name: 'certificate.set-issuer',
  permission: 'certificate.keep',
  input: Closed({
    unit: Uuid,
    contact: Text(80, { min: 4 }),
    postingDays: Type.Integer({ minimum: 0, maximum: 60 }),
    validMonths: Nullable(Type.Integer({ minimum: 1, maximum: 600 })),
  }),
  output: Done,
  subject: ({ unit }) => unit,
  summary: { zh: '设定联系方式、公示天数、有效期', en: 'Set contact, posting period and validity' },
  async run(context, rules) {
    needUnit(context, rules.unit);
    await keepIssuer(context, rules);
    return { id: rules.unit };
  },
});

export const changeKeyUseCase = useCase({
  name: 'certificate.change-key',
  permission: 'certificate.keep',
  secondFactor: true,
  input: Closed({ unit: Uuid }),
  output: Done,
  subject: ({ unit }) => unit,
  summary: {
    zh: '更换本单位的签名密钥（已开的证明仍可验证）',
    en: 'Change the unit’s signing key; earlier certificates still verify',
  },
  async run(context, { unit }) {
    needUnit(context, unit);
    await changeKey(context, unit);
    return { id: unit };
  },
});

export const refuseUseCase = useCase({
  name: 'certificate.refuse',
  permission: 'certificate.keep',
  input: Closed({ id: Uuid, reason: Reason }),
  output: Done,
  summary: { zh: '不予开具，写明原因', en: 'Refuse a posted certificate, with a reason' },
  async run(context, { id, reason }) {
    needUnit(context, (await getCertificate(context, id)).unit);
    await refuseCertificate(context, id, reason);
    return { id };
  },
});

export const revokeUseCase = useCase({
  name: 'certificate.revoke',
  permission: 'certificate.keep',
  input: Closed({ id: Uuid, reason: Reason }),
  output: Done,
  summary: { zh: '撤销已开的证明，写明原因', en: 'Revoke a certificate, with a reason' },
  async run(context, { id, reason }) {
    needUnit(context, (await getCertificate(context, id)).unit);
    await revokeCertificate(context, id, reason);
    return { id };
  },
});

export const check = query({
  name: 'certificate.check',
  permission: 'public',
  input: Closed({ id: Uuid, short: Type.Optional(Text(8)) }),
  output: CheckShape,
  summary: { zh: '查验一份证明（不显示姓名）', en: 'Check a certificate; it names nobody' },
  async run(context, { id, short }) {
    const { certificate, records, verdict, isWhole } = await checkCertificate(context, id, short ?? null);
    return {
      verdict,
      isWhole,
      number: certificate.number!,
      unitName: certificate.unitName,
      contact: certificate.contact!,
      from: certificate.from,
      to: certificate.to,
      timedMinutes: certificate.timedMinutes,
      enteredMinutes: certificate.enteredMinutes,
      issuedAt: certificate.issuedAt!.toISOString(),
      validUntil: certificate.validUntil?.toISOString() ?? null,
      revokedAt: certificate.state === 'revoked' ? certificate.decidedAt!.toISOString() : null,
      reason: certificate.state === 'revoked' ? certificate.reason : null,
      records: records.map(part),
    };
  },
});

export const checkHolder = useCase({
  name: 'certificate.check-holder',
  permission: 'public',
  keepsAnswer: false,
  input: Closed({ id: Uuid, holder: Text(60) }),
  output: Type.Object({ matches: Type.Boolean() }),
  summary: { zh: '核对持证人（姓名或持证码）', en: 'Check whose it is, by name or code' },
  run: async (context, { id, holder }) => ({ matches: await isHolder(context, id, holder) }),
});
