import { createHash, randomBytes } from 'node:crypto';
import type { Platform } from '@zhongzhi/kernel';
import { didOf, statusListOf } from './addresses.ts';
import { hours } from './contract/hours.ts';
import type { CertifiedRecord } from './public.ts';

/** What a certificate says, however it is written down. */
export interface Content {
  readonly id: string;
  readonly unit: string;
  readonly unitName: string;
  readonly number: string;
  readonly statusIndex: number;
  readonly from: string;
  readonly to: string;
  readonly timedMinutes: number;
  readonly enteredMinutes: number;
  readonly issuedAt: Date;
  readonly validUntil: Date | null;
  readonly contact: string;
  readonly records: readonly CertifiedRecord[];
}

const seconds = (at: Date): string => `${at.toISOString().slice(0, 19)}Z`;

/** The holder is named by a random code that stands on the paper: a name or a number could be guessed (reference 5). */
export function holderCode(): string {
  return randomBytes(16).toString('hex');
}

function identityOf(code: string): object {
  const salt = randomBytes(16).toString('hex');
  return {
    type: 'IdentityObject',
    hashed: true,
    salt,
    identityHash: `sha256$${createHash('sha256').update(`${code}${salt}`).digest('hex')}`,
    identityType: 'identifier',
  };
}

const evidenceOf = ({ activityName, servedOn, place, content, minutes, class: kind }: CertifiedRecord): object => ({
  type: ['Evidence'],
  name: activityName,
  narrative: `${servedOn}，${place}，${minutes} 分钟（${kind === 'timed' ? '签到签退计时' : '凭证明补录'}）`,
  description: content,
});

/** The hours in `result`, so that no field is without a definition; the two classes of time are kept apart. */
function resultsOf(content: Content): { descriptions: object[]; results: object[] } {
  const kinds = [
    { name: '服务时间（小时），签到签退计时', minutes: content.timedMinutes, key: 'timed' },
    { name: '服务时间（小时），凭证明补录', minutes: content.enteredMinutes, key: 'entered' },
  ].filter(({ minutes }) => minutes > 0);
  const idOf = (key: string): string => `urn:uuid:${content.id}#${key}`;
  return {
    descriptions: kinds.map(({ name, key }) => ({
      id: idOf(key),
      type: ['ResultDescription'],
      name,
      resultType: 'RawScore',
    })),
    results: kinds.map(({ minutes, key }) => ({
      type: ['Result'],
      resultDescription: idOf(key),
      value: hours(minutes),
    })),
  };
}

/** The certificate as an Open Badges 3.0 credential, unsigned. It names nobody. */
export function credentialOf(platform: Platform, content: Content, code: string): object {
  const { id, unit, unitName, number, statusIndex, from, to, issuedAt, validUntil, contact, records } = content;
  const { descriptions, results } = resultsOf(content);
  const list = statusListOf(platform, unit);
  return {
    '@context': ['https://www.w3.org/ns/credentials/v2', 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'],
    id: `urn:uuid:${id}`,
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: `志愿服务记录证明 ${number}`,
    description: `由 ${unitName} 依据其组织并记录的志愿服务出具。联系方式：${contact}`,
    issuer: { id: didOf(platform, unit), type: ['Profile'], name: unitName },
    validFrom: seconds(issuedAt),
    awardedDate: seconds(issuedAt),
    ...(validUntil === null ? {} : { validUntil: seconds(validUntil) }),
    credentialSubject: {
      type: ['AchievementSubject'],
      identifier: [identityOf(code)],
      activityStartDate: `${from}T00:00:00Z`,
      activityEndDate: `${to}T00:00:00Z`,
      licenseNumber: number,
      achievement: {
        id: `urn:uuid:${id}#service`,
        type: ['Achievement'],
        achievementType: 'CommunityService',
        name: '志愿服务',
        description: `${from} 至 ${to} 为 ${unitName} 提供的志愿服务`,
        criteria: { narrative: '按签到、签退计时，由组织单位确认；路途、用餐和休息时间不计。' },
        resultDescription: descriptions,
      },
      result: results,
    },
    evidence: records.map(evidenceOf),
    credentialStatus: {
      id: `${list}#${statusIndex}`,
      type: 'BitstringStatusListEntry',
      statusPurpose: 'revocation',
      statusListIndex: String(statusIndex),
      statusListCredential: list,
    },
  };
}
