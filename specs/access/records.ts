import sharp from 'sharp';
import { sql } from 'kysely';
import type { Context } from '@zhongzhi/kernel';
import { systemActor } from '@zhongzhi/kernel';
import { createOrganisation, createPerson, grantRole, putMembership } from '@zhongzhi/directory';
import { attachFiles, keepUpload } from '@zhongzhi/files';
import { createAccount } from '@zhongzhi/identity';
import { notify } from '@zhongzhi/notices';
import type { AServer, Seat } from '../a-server.ts';
import { aCaseAt } from './cases.ts';
import { standingOf, type Relation } from './relations.ts';
import { CERTIFICATE_MAKERS } from './certificate-records.ts';
import { VOLUNTEER_MAKERS } from './volunteer-records.ts';
import { CIRCLE_MAKERS } from './circle-records.ts';
import { RECORD_MAKERS } from './record-records.ts';
import { SERVICE_MAKERS } from './service-records.ts';

/** A way to have a record of a kind stand in a relation to a seat; undefined where that cannot be. */
type Maker = (server: AServer, seat: Seat, relation: Relation) => Promise<string | undefined>;

let serial = 0;
const next = (): number => (serial += 1);
const inWorld = <T>(server: AServer, act: (context: Context) => Promise<T>): Promise<T> =>
  server.t.platform.asSystem('test world', act);

const cases =
  (type: string, visibility: 'private' | 'public' = 'private'): Maker =>
  async (server, seat, relation) => {
    const standing = standingOf(server, seat, relation);
    return standing === undefined ? undefined : aCaseAt(server, type, standing, visibility);
  };

/** Someone who lives at the standing's place, or works for its unit; the caller themselves for `own`. */
const person: Maker = async (server, seat, relation) => {
  if (relation === 'own') return seat.person;
  const standing = standingOf(server, seat, relation);
  if (standing === undefined || relation === 'assignee') return undefined;
  return inWorld(server, async (context) => {
    const id = await createPerson(context, {
      name: '周某某',
      phone: `1371${String(next()).padStart(7, '0')}`,
      place: standing.place.slice(0, 12),
    });
    if (standing.unit !== null) await putMembership(context, { person: id, organisation: standing.unit });
    return id;
  });
};

const membership: Maker = async (server, seat, relation) => {
  const standing = standingOf(server, seat, relation);
  if (standing === undefined || relation === 'assignee') return undefined;
  const id = await person(server, seat, relation);
  return inWorld(server, async (context) =>
    putMembership(context, { person: id!, organisation: standing.unit ?? server.units.otherMerchant }),
  );
};

/** A role of someone at the standing: the caller's own, or one of a neighbour who volunteers there. */
const grant: Maker = async (server, seat, relation) => {
  const standing = standingOf(server, seat, relation);
  if (standing === undefined || relation === 'assignee') return undefined;
  if (relation === 'own' && seat.role === null) return undefined;
  const id = (await person(server, seat, relation))!;
  return inWorld(server, async (context) => {
    if (relation !== 'own')
      return grantRole(context, { person: id, role: 'volunteer', place: standing.place.slice(0, 12) });
    return (
      await sql<{
        id: string;
      }>`select id from directory.role_grant where district = ${context.district} and person = ${id} limit 1`.execute(
        context.tx,
      )
    ).rows[0]!.id;
  });
};

const organisation: Maker = async (server, seat, relation) => {
  if (relation === 'own') return seat.unitId ?? undefined;
  const standing = standingOf(server, seat, relation);
  if (standing === undefined || relation === 'assignee') return undefined;
  if (seat.place === null) return standing.unit ?? undefined;
  return inWorld(server, (context) =>
    createOrganisation(context, {
      kind: 'merchant',
      name: `小店${next()}`,
      place: standing.place.slice(0, 12),
      isInvented: true,
    }),
  );
};

const region: Maker = async (server, seat, relation) =>
  relation === 'own'
    ? (seat.place ?? undefined)
    : relation === 'assignee'
      ? undefined
      : standingOf(server, seat, relation)?.place;

/** A picture: one's own before it is sent, else of the appeal that stands so. */
const file: Maker = async (server, seat, relation) => {
  const { platform } = server.t;
  const picture = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#a33' } })
    .png()
    .toBuffer();
  const owner =
    relation === 'own'
      ? ({ kind: 'person', personId: seat.person, name: '', grants: [], sessionId: null, secondFactor: true } as const)
      : systemActor('test world');
  const { id } = await keepUpload(platform, { actor: owner }, '照片.png', picture);
  if (relation === 'own') return id;
  const record = await cases('appeal')(server, seat, relation);
  if (record === undefined) return undefined;
  await inWorld(server, async (context) => {
    await attachFiles(context, { ids: [id], kind: 'case', id: record });
    await sql`insert into casework.attachment (district, case_id, file_id, stage, at) values (${context.district}, ${record}, ${id}, 'report', ${context.now})`.execute(
      context.tx,
    );
  });
  return id;
};

/** Records that belong to one person and to nobody else. */
const personal =
  (insert: (context: Context, id: string, owner: string) => Promise<unknown>): Maker =>
  async (server, seat, relation) => {
    if (relation !== 'own' && relation !== 'nobody') return undefined;
    const owner =
      relation === 'own' ? seat.person : await inWorld(server, (context) => createPerson(context, { name: '别人' }));
    return inWorld(server, async (context) => {
      const id = context.newId();
      await insert(context, id, owner);
      return id;
    });
  };

const notice: Maker = async (server, seat, relation) => {
  if (relation !== 'own' && relation !== 'nobody') return undefined;
  return inWorld(server, async (context) => {
    const to = relation === 'own' ? seat.person : await createPerson(context, { name: '别人' });
    await notify(context, {
      to,
      kind: 'test',
      title: { zh: '通知', en: 'Notice' },
      body: { zh: '通知', en: 'Notice' },
    });
    const { rows } = await sql<{
      id: string;
    }>`select id from notices.notice where district = ${context.district} and person = ${to} order by id desc limit 1`.execute(
      context.tx,
    );
    return rows[0]!.id;
  });
};

const session: Maker = async (server, seat, relation) => {
  const whose =
    relation === 'own' ? seat.person : server.seat(seat.name === 'resident' ? 'merchant' : 'resident').person;
  if (relation !== 'own' && relation !== 'nobody') return undefined;
  return inWorld(
    server,
    async (context) =>
      (
        await sql<{
          id: string;
        }>`select id from identity.session where district = ${context.district} and person = ${whose} limit 1`.execute(
          context.tx,
        )
      ).rows[0]!.id,
  );
};

/** An account by password: the caller's own, or that of an ordinary member of staff. */
const account: Maker = async (server, seat, relation) => {
  if (relation !== 'own' && relation !== 'nobody') return undefined;
  return inWorld(server, async (context) => {
    const owner = relation === 'own' ? seat.person : await createPerson(context, { name: '别人' });
    await createAccount(context, { person: owner, login: `login${next()}`, password: '翠湖边的红嘴鸥飞来了' });
    return owner;
  });
};

const asText = JSON.stringify;

export const MAKERS = {
  ...CERTIFICATE_MAKERS,
  ...VOLUNTEER_MAKERS,
  ...CIRCLE_MAKERS,
  ...SERVICE_MAKERS,
  ...RECORD_MAKERS,
  appeal: cases('appeal'),
  'public appeal': cases('appeal', 'public'),
  whistle: cases('whistle'),
  supervision: cases('supervision'),
  feedback: cases('feedback'),
  person,
  membership,
  grant,
  organisation,
  region,
  file,
  notice,
  session,
  account,
  'saved filter': personal((context, id, owner) =>
    sql`insert into casework.saved_filter (district, id, person, name, filter, at) values (${context.district}, ${id}, ${owner}, '我的', ${asText({ type: 'appeal' })}, ${context.now})`.execute(
      context.tx,
    ),
  ),
  export: personal((context, id, owner) =>
    sql`insert into casework.export (district, id, person, filter, reach, state, content, file_name, at) values (${context.district}, ${id}, ${owner}, ${asText({ type: 'appeal' })}, '[]', 'done', ${Buffer.from('x')}, '诉求.xlsx', ${context.now})`.execute(
      context.tx,
    ),
  ),
  'appeal import': personal((context, id, owner) =>
    sql`insert into appeals.import_run (district, id, person, file_name, at, mapping) values (${context.district}, ${id}, ${owner}, '热线.xlsx', ${context.now}, '{}')`.execute(
      context.tx,
    ),
  ),
  'directory import': personal((context, id, owner) =>
    sql`insert into directory.import (district, id, kind, file_name, made_by, made_at, expires_at, row_count, rows_cipher, faults, expected, ignored_columns)
    values (${context.district}, ${id}, 'regions', '区划.csv', ${owner}, ${context.now}, ${new Date(context.now.getTime() + 3_600_000)}, 0, ${context.platform.vault.encrypt('directory.import', '[]')}, '[]', ${asText({ added: 0, changed: 0, unchanged: 0, skipped: 0 })}, '{}')`.execute(
      context.tx,
    ),
  ),
} as const satisfies Record<string, Maker>;

export type RecordKind = keyof typeof MAKERS;
