import { sql, type RawBuilder } from 'kysely';
import { coversPlace, type Scope } from '@zhongzhi/kernel';

/** A condition over `directory.organisation o`, made from a scope and nothing else. */
export type OrganisationScope = RawBuilder<boolean>;

/** A condition over `directory.person p`, made from a scope and nothing else. */
export type PersonScope = RawBuilder<boolean>;

const YES = sql<boolean>`true`;

/** Whether a scope takes in the whole district. */
export const coversDistrict = (scope: Scope): boolean => coversPlace(scope, String(scope.district));

/** No test at all: for the platform itself and for reads of what is public. */
export const unlimited: OrganisationScope = YES;

const inside = (column: RawBuilder<unknown>, scope: Scope): RawBuilder<boolean> =>
  sql<boolean>`exists (select from unnest(${[...scope.places]}::text[]) as s(prefix) where starts_with(${column}, s.prefix))`;

/** Organisations in the scope's places, and its units. One without a place is the district's. */
export function organisationsIn(scope: Scope): OrganisationScope {
  if (coversDistrict(scope)) return YES;
  return sql<boolean>`(o.id = any(${[...scope.units]}::uuid[]) or ${inside(sql`o.place`, scope)})`;
}

/** People who live in the scope's places, who belong to or work for its organisations, and the caller themselves. */
export function peopleIn(scope: Scope): PersonScope {
  if (coversDistrict(scope)) return YES;
  const units = [...scope.units];
  return sql<boolean>`(p.id = ${scope.person} or ${inside(sql`p.place`, scope)}
    or exists (select from directory.membership m join directory.organisation o on o.district = m.district and o.id = m.organisation
      where m.district = p.district and m.person = p.id and m.ended_at is null and (o.id = any(${units}::uuid[]) or ${inside(sql`o.place`, scope)}))
    or exists (select from directory.role_grant g where g.district = p.district and g.person = p.id and g.ended_at is null and (g.unit = any(${units}::uuid[]) or ${inside(sql`g.place`, scope)})))`;
}

/**
 * People whose data the caller must not change though they may see them: the three separate administrators, and whoever
 * holds a role that reaches beyond the caller's scope. Who changes a phone number could otherwise sign in as its owner.
 */
export function rolesBeyond(scope: Scope): PersonScope {
  const outside = coversDistrict(scope)
    ? sql`false`
    : sql`not (${inside(sql`g.place`, scope)} or exists (select from directory.organisation o where o.district = g.district and o.id = g.unit and ${organisationsIn(scope)}))`;
  return sql<boolean>`exists (select from directory.role_grant g where g.district = p.district and g.person = p.id and g.ended_at is null
    and (g.role in ('system-administrator', 'security-administrator', 'audit-administrator') or ((g.place is not null or g.unit is not null) and ${outside})))`;
}
