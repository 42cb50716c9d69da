import { sql } from 'kysely';
import type { Context, Platform } from '@zhongzhi/kernel';
import { dayOf, SINCE_EVER } from '../domain/days.ts';
import { ancestorsOf, parentOf } from '@zhongzhi/contract-kit';
import { regionLevel, type RegionLevel } from '../contract/region-level.ts';

/** A region as it is named now. */
export interface Region {
  readonly code: string;
  readonly name: string;
  readonly level: RegionLevel;
  readonly parent: string | null;
  readonly validFrom: string;
  readonly longitude: number | null;
  readonly latitude: number | null;
}

interface Tree {
  readonly version: string;
  readonly byCode: ReadonlyMap<string, Region>;
}

const NEVER = '00000000-0000-0000-0000-000000000000';
const copies = new WeakMap<Platform, Tree>();
const seen = new WeakMap<Context, Tree>();

async function load(context: Context, version: string): Promise<Tree> {
  const { rows } =
    await sql<Region>`select code, name, level, parent, valid_from as "validFrom", longitude, latitude from directory.region
    where district = ${context.district} and valid_to is null order by code`.execute(context.tx);
  return { version, byCode: new Map(rows.map((row) => [row.code, row])) };
}

/**
 * The present regions, in order of their codes. Names stand on every page, so each process keeps a copy and asks only
 * whether it is still good, once per transaction. The version is random: one that was rolled back never comes again.
 */
export async function regionTree(context: Context): Promise<ReadonlyMap<string, Region>> {
  const known = seen.get(context);
  if (known !== undefined) return known.byCode;
  const { rows } = await sql<{
    version: string;
  }>`select version from directory.region_version where district = ${context.district}`.execute(context.tx);
  const version = rows[0]?.version ?? NEVER;
  const copy = copies.get(context.platform);
  const tree = copy?.version === version ? copy : await load(context, version);
  copies.set(context.platform, tree);
  seen.set(context, tree);
  return tree.byCode;
}

/** One change of the tree at a time; the tree read after this is the last committed one. */
async function beginChange(context: Context): Promise<ReadonlyMap<string, Region>> {
  await sql`insert into directory.region_version (district, version) values (${context.district}, ${NEVER}) on conflict do nothing`.execute(
    context.tx,
  );
  await sql`select version from directory.region_version where district = ${context.district} for update`.execute(
    context.tx,
  );
  seen.delete(context);
  return regionTree(context);
}

/** Tells every process that its copy is old, from this transaction's commit on. Comes after the last write. */
async function finishChange(context: Context): Promise<void> {
  await sql`update directory.region_version set version = gen_random_uuid() where district = ${context.district}`.execute(
    context.tx,
  );
  seen.delete(context);
}

export interface RegionEntry {
  readonly code: string;
  readonly name: string;
  readonly longitude?: number | null;
  readonly latitude?: number | null;
}

async function endRow(context: Context, region: Region, today: string): Promise<void> {
  if (region.validFrom >= today)
    await sql`delete from directory.region where district = ${context.district} and code = ${region.code} and valid_from = ${region.validFrom}`.execute(
      context.tx,
    );
  else
    await sql`update directory.region set valid_to = ${today} where district = ${context.district} and code = ${region.code} and valid_to is null`.execute(
      context.tx,
    );
}

async function codesOfTheEnded(context: Context): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{
    code: string;
  }>`select distinct code from directory.region where district = ${context.district} and valid_to is not null`.execute(
    context.tx,
  );
  return new Set(rows.map((row) => row.code));
}

async function putOne(
  context: Context,
  entry: RegionEntry,
  before: Region | undefined,
  hasHistory: boolean,
): Promise<'added' | 'changed' | 'unchanged'> {
  const today = dayOf(context.now);
  const longitude = entry.longitude === undefined ? (before?.longitude ?? null) : entry.longitude;
  const latitude = entry.latitude === undefined ? (before?.latitude ?? null) : entry.latitude;
  if (
    before !== undefined &&
    before.name === entry.name &&
    before.longitude === longitude &&
    before.latitude === latitude
  )
    return 'unchanged';
  const isRenamed = before !== undefined && before.name !== entry.name;
  if (isRenamed) await endRow(context, before, today);
  const from = before !== undefined && !isRenamed ? before.validFrom : isRenamed || hasHistory ? today : SINCE_EVER;
  await sql`insert into directory.region (district, code, name, level, parent, valid_from, longitude, latitude)
    values (${context.district}, ${entry.code}, ${entry.name}, ${regionLevel(entry.code)}, ${parentOf(entry.code)}, ${from}, ${longitude}, ${latitude})
    on conflict (district, code, valid_from) do update set longitude = excluded.longitude, latitude = excluded.latitude, name = excluded.name, valid_to = null`.execute(
    context.tx,
  );
  return before === undefined ? 'added' : 'changed';
}

/** Writes regions as they are from today on; an earlier name keeps its own days. A region new to us counts as having been there all along. */
export async function putRegions(
  context: Context,
  entries: readonly RegionEntry[],
): Promise<{ added: number; changed: number; unchanged: number }> {
  const tree = await beginChange(context);
  const ended = await codesOfTheEnded(context);
  const result = { added: 0, changed: 0, unchanged: 0 };
  for (const entry of entries) result[await putOne(context, entry, tree.get(entry.code), ended.has(entry.code))] += 1;
  if (result.added + result.changed > 0) await finishChange(context);
  return result;
}

/** Ends a region as of today. */
export async function endRegion(context: Context, code: string): Promise<void> {
  const region = (await beginChange(context)).get(code);
  if (region === undefined) return;
  await endRow(context, region, dayOf(context.now));
  await finishChange(context);
}

/** The names a code had over time, newest first. */
export async function regionHistory(
  context: Context,
  code: string,
): Promise<{ name: string; validFrom: string; validTo: string | null }[]> {
  const { rows } = await sql<{
    name: string;
    validFrom: string;
    validTo: string | null;
  }>`select name, valid_from as "validFrom", valid_to as "validTo"
    from directory.region where district = ${context.district} and code = ${code} order by valid_from desc`.execute(
    context.tx,
  );
  return rows;
}

/** The present region of a code and those above it, outermost first. */
export async function regionsAbove(context: Context, code: string): Promise<Region[]> {
  const tree = await regionTree(context);
  return ancestorsOf(code).flatMap((ancestor) => tree.get(ancestor) ?? []);
}
