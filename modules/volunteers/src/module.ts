import { sql } from 'kysely';
import { coversPlace, defineModule, personOf, Refusal, route, type Context } from '@zhongzhi/kernel';
import { findPerson } from '@zhongzhi/directory';
import { addFaultsFile } from './roster/faults-file.ts';
import { FILE_KIND } from './roster/roster-store.ts';
import { rosterJobs } from './roster/run-roster.ts';
import {
  getRoster,
  listRosterFaults,
  listRosterImports,
  ownRoster,
  previewRoster,
  rosterTemplate,
  startRoster,
} from './roster/use-cases.ts';
import {
  agree,
  decide,
  getMine,
  leave,
  listKinds,
  listWaiting,
  putIdNumber,
  putKind,
  register,
  state,
} from './use-cases.ts';

async function exportOwn(context: Context, person: string): Promise<unknown> {
  const { rows } =
    await sql`select v.number, v.status, v.skills, v.interests, v.free_times as "freeTimes", v.joined_at as "joinedAt",
      (select jsonb_agg(jsonb_build_object('kind', q.kind, 'from', q.valid_from, 'until', q.valid_until, 'state', q.state)) from volunteers.qualification q where q.district = v.district and q.person = v.person) as qualifications,
      (select jsonb_agg(jsonb_build_object('organisation', i.organisation, 'declaration', i.declaration, 'at', i.made_at) order by i.made_at) from volunteers.roster_person r
        join volunteers.roster_import i on i.district = r.district and i.id = r.import where r.district = v.district and r.person = v.person) as rosters
    from volunteers.volunteer v where v.district = ${context.district} and v.person = ${person}`.execute(context.tx);
  return rows[0] ?? null;
}

async function eraseOwn(context: Context, person: string): Promise<{ kept: [] }> {
  await sql`delete from volunteers.qualification where district = ${context.district} and person = ${person}`.execute(
    context.tx,
  );
  await sql`delete from volunteers.volunteer where district = ${context.district} and person = ${person}`.execute(
    context.tx,
  );
  await sql`delete from volunteers.roster_person where district = ${context.district} and person = ${person}`.execute(
    context.tx,
  );
  await sql`update volunteers.volunteer set guardian = null where district = ${context.district} and guardian = ${person}`.execute(
    context.tx,
  );
  return { kept: [] };
}

/** The evidence of a qualification is for its owner and for the staff who confirm it. */
async function maySeeEvidence(context: Context, id: string): Promise<boolean> {
  const { rows } = await sql<{
    person: string;
  }>`select person from volunteers.qualification where district = ${context.district} and id = ${id}`.execute(
    context.tx,
  );
  const owner = rows[0]?.person;
  if (owner === undefined) return false;
  if (owner === personOf(context.actor)) return true;
  const place = (await findPerson(context, owner))?.place;
  return place != null && coversPlace(context.scopeFor('volunteer.confirm-qualifications'), place);
}

/** A roster is for whoever sent it in, until it is read. */
async function maySeeRoster(context: Context, id: string): Promise<boolean> {
  if (!context.may('volunteer.import')) return false;
  try {
    await ownRoster({ ...context, scope: context.scopeFor('volunteer.import') }, id);
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

const retention = { zh: '保存到您退出或注销为止', en: 'Until you leave or close your account' };

/** 志愿者: who serves. */
export const volunteers = defineModule({
  name: 'volunteers',
  dependsOn: ['directory', 'files', 'notices', 'privacy'],
  migrations: new URL('../migrations/', import.meta.url),
  permissions: {
    'volunteer.confirm-qualifications': {
      label: { zh: '确认志愿者资格', en: 'Confirm qualifications of volunteers' },
      roles: ['community-staff', 'street-staff', 'social-worker', 'district-administrator'],
    },
    'volunteer.import': {
      label: { zh: '导入志愿者名单', en: 'Import rosters of volunteers' },
      roles: ['community-staff', 'street-staff', 'district-administrator'],
    },
    'volunteer.edit-qualification-kinds': {
      label: { zh: '维护资格种类', en: 'Keep the kinds of qualification' },
      roles: ['district-administrator'],
    },
  },
  routes: [
    route('GET', '/volunteer', getMine),
    route('PUT', '/volunteer', register),
    route('DELETE', '/volunteer', leave),
    route('PUT', '/volunteer/id-number', putIdNumber),
    route('POST', '/volunteer/wards/:ward/agreement', agree),
    route('POST', '/volunteer/qualifications', state, { status: 201 }),
    route('GET', '/volunteer-qualifications', listWaiting),
    route('POST', '/volunteer-qualifications/:id/decision', decide),
    route('GET', '/volunteer-qualification-kinds', listKinds),
    route('PUT', '/volunteer-qualification-kinds/:kind', putKind),
    route('GET', '/volunteer-imports/template', rosterTemplate),
    route('POST', '/volunteer-imports/preview', previewRoster),
    route('POST', '/volunteer-imports', startRoster, { status: 201 }),
    route('GET', '/volunteer-imports', listRosterImports),
    route('GET', '/volunteer-imports/:id', getRoster),
    route('GET', '/volunteer-imports/:id/faults', listRosterFaults),
  ],
  http: addFaultsFile,
  jobs: rosterJobs,
  personalData: [
    {
      key: 'volunteers.number',
      label: { zh: '志愿者编号', en: 'Volunteer number' },
      purpose: { zh: '代替身份证号标明志愿者', en: 'To name you as a volunteer without your ID number' },
      basis: 'statutory-duty',
      sensitive: false,
      retention,
    },
    {
      key: 'volunteers.profile',
      label: { zh: '技能、兴趣、空闲时间', en: 'Skills, interests, free times' },
      purpose: { zh: '为您推荐合适的活动', en: 'To suggest activities that suit you' },
      basis: 'consent',
      sensitive: false,
      retention,
    },
    {
      key: 'volunteers.roster',
      label: { zh: '登记来源（单位导入的名单）', en: 'Where your registration came from (roster of an organisation)' },
      purpose: {
        zh: '说明是哪个单位、凭什么同意替您登记的',
        en: 'To tell which organisation registered you, and on what consent',
      },
      basis: 'statutory-duty',
      sensitive: false,
      retention,
    },
    {
      key: 'volunteers.qualification',
      label: { zh: '资格证书', en: 'Qualifications' },
      purpose: { zh: '有资格要求的岗位需要核实', en: 'For posts that need proof of a qualification' },
      basis: 'statutory-duty',
      sensitive: false,
      retention,
    },
  ],
  contributions: {
    'personal-records': [
      { name: 'volunteers', label: { zh: '志愿者资料', en: 'Volunteer data' }, export: exportOwn, erase: eraseOwn },
    ],
    'file-access': [
      { kind: 'qualification', maySee: maySeeEvidence },
      { kind: FILE_KIND, maySee: maySeeRoster },
    ],
  },
});
