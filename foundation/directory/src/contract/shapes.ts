import { enumOf, Instant, Nullable, Page, PlainDate, RegionCode, Text, Uuid } from '@zhongzhi/contract-kit';
import { Type, type Static, type TObject, type TProperties } from 'typebox';
import { ORGANISATION_KIND_NAMES } from './organisation-kinds.ts';
import { ROLE_NAMES } from './roles.ts';

/** An object that knows its fields and refuses others. */
export const Closed = <P extends TProperties>(properties: P): TObject<P> =>
  Type.Object(properties, { additionalProperties: false });

export const Kind = enumOf(
  ORGANISATION_KIND_NAMES as [(typeof ORGANISATION_KIND_NAMES)[number], ...typeof ORGANISATION_KIND_NAMES],
);
export const RoleName = enumOf(ROLE_NAMES as [(typeof ROLE_NAMES)[number], ...typeof ROLE_NAMES]);
export const Level = enumOf(['district', 'street', 'community', 'grid']);
export const Cursor = Type.String({ minLength: 1, maxLength: 1024 });
export const Limit = Type.Integer({ minimum: 1, maximum: 200, default: 50 });
export const Reason = Text(300, { min: 4 });
export const Version = Type.Integer({ minimum: 1 });
const Longitude = Type.Number({ minimum: -180, maximum: 180 });
const Latitude = Type.Number({ minimum: -90, maximum: 90 });

/** A region as everyone may see it. */
export const RegionLine = Type.Object({
  code: Type.String(),
  name: Type.String(),
  level: Type.String(),
  parent: Nullable(Type.String()),
  longitude: Nullable(Type.Number()),
  latitude: Nullable(Type.Number()),
});
export const RegionList = Type.Object({ items: Type.Array(RegionLine) });
export const RegionDetail = Type.Object({
  ...RegionLine.properties,
  path: Type.Array(Type.String()),
  history: Type.Array(Type.Object({ name: Type.String(), validFrom: PlainDate, validTo: Nullable(PlainDate) })),
});
export const ListRegions = Closed({
  under: Type.Optional(RegionCode),
  level: Type.Optional(Level),
  text: Type.Optional(Text(30)),
});
export const PutRegion = Closed({
  code: RegionCode,
  name: Text(60),
  longitude: Type.Optional(Nullable(Longitude)),
  latitude: Type.Optional(Nullable(Latitude)),
});

/** What only staff in whose scope an organisation lies see of it. */
export const OrganisationForStaff = Type.Object({
  creditCode: Nullable(Type.String()),
  contactPerson: Nullable(Uuid),
  contactName: Nullable(Type.String()),
  version: Version,
  mayEdit: Type.Boolean(),
});
export const OrganisationLine = Type.Object({
  id: Uuid,
  kind: Type.String(),
  name: Type.String(),
  shortName: Nullable(Type.String()),
  place: Nullable(Type.String()),
  placeName: Nullable(Type.String()),
  parent: Nullable(Uuid),
  phone: Nullable(Type.String()),
  address: Nullable(Type.String()),
  longitude: Nullable(Type.Number()),
  latitude: Nullable(Type.Number()),
  isInvented: Type.Boolean(),
  active: Type.Boolean(),
  staff: Nullable(OrganisationForStaff),
});
export type OrganisationLine = Static<typeof OrganisationLine>;
export const OrganisationPage = Page(OrganisationLine);
export const ListOrganisations = Closed({
  kind: Type.Optional(Kind),
  place: Type.Optional(RegionCode),
  parent: Type.Optional(Uuid),
  text: Type.Optional(Text(60)),
  ended: Type.Optional(Type.Boolean({ description: 'Also those that have ended; for staff.' })),
  cursor: Type.Optional(Cursor),
  limit: Type.Optional(Limit),
});

const organisationFields = {
  shortName: Type.Optional(Nullable(Text(40))),
  creditCode: Type.Optional(Nullable(Text(30))),
  place: Type.Optional(Nullable(RegionCode)),
  parent: Type.Optional(Nullable(Uuid)),
  phone: Type.Optional(Nullable(Text(40))),
  address: Type.Optional(Nullable(Text(200))),
  longitude: Type.Optional(Nullable(Longitude)),
  latitude: Type.Optional(Nullable(Latitude)),
  contactPerson: Type.Optional(Nullable(Uuid)),
};
export const AddOrganisation = Closed({ kind: Kind, name: Text(100), ...organisationFields });
export const EditOrganisation = Closed({
  id: Uuid,
  version: Version,
  kind: Type.Optional(Kind),
  name: Type.Optional(Text(100)),
  ...organisationFields,
});

/** A role in force, with the words for its scope. */
export const GrantLine = Type.Object({
  id: Uuid,
  role: Type.String(),
  label: Type.Object({ zh: Type.String(), en: Type.String() }),
  place: Nullable(Type.String()),
  placeName: Nullable(Type.String()),
  unit: Nullable(Uuid),
  unitName: Nullable(Type.String()),
  grantedAt: Instant,
});
export const MembershipLine = Type.Object({
  id: Uuid,
  organisation: Uuid,
  organisationName: Type.String(),
  title: Nullable(Type.String()),
  since: Instant,
});
export const PersonLine = Type.Object({
  id: Uuid,
  name: Type.String(),
  phone: Nullable(Type.String({ description: 'Masked' })),
  idNumber: Nullable(Type.String({ description: 'Masked' })),
  place: Nullable(Type.String()),
  placeName: Nullable(Type.String()),
  ageBand: Type.String(),
  version: Version,
  grants: Type.Array(GrantLine),
  memberships: Type.Array(MembershipLine),
});
export type PersonLine = Static<typeof PersonLine>;
export const PersonPage = Page(PersonLine);
export const PersonDetail = Type.Object({
  ...PersonLine.properties,
  guardians: Type.Array(Type.Object({ person: Uuid, name: Type.String(), relation: Type.String() })),
  abilities: Type.Array(Type.String()),
});
export const SearchPeople = Closed({
  name: Type.Optional(Text(50)),
  phone: Type.Optional(Text(40)),
  idNumber: Type.Optional(Text(40)),
  role: Type.Optional(RoleName),
  unit: Type.Optional(Uuid),
  place: Type.Optional(RegionCode),
  cursor: Type.Optional(Cursor),
  limit: Type.Optional(Limit),
});

const BirthYear = Type.Integer({ minimum: 1900, maximum: 2100, description: 'Kept for minors only' });
export const AddPerson = Closed({
  name: Text(50),
  phone: Type.Optional(Nullable(Text(40))),
  idNumber: Type.Optional(Nullable(Text(40))),
  place: Type.Optional(Nullable(RegionCode)),
  birthYear: Type.Optional(Nullable(BirthYear)),
});
export const EditPerson = Closed({
  id: Uuid,
  version: Version,
  name: Type.Optional(Text(50)),
  phone: Type.Optional(Nullable(Text(40))),
  idNumber: Type.Optional(Nullable(Text(40))),
  place: Type.Optional(Nullable(RegionCode)),
  birthYear: Type.Optional(Nullable(BirthYear)),
});
export const ErasePerson = Closed({ id: Uuid, reason: Reason });
export const Unmask = Closed({ id: Uuid, field: enumOf(['phone', 'idNumber']), reason: Reason });
export const Unmasked = Type.Object({ value: Nullable(Type.String()) });
export const ApproveMinor = Closed({ id: Uuid, staff: Uuid, reason: Reason });
export const NameGuardian = Closed({ id: Uuid, guardian: Uuid, relation: Text(20) });

export const AddMembership = Closed({ person: Uuid, organisation: Uuid, title: Type.Optional(Nullable(Text(40))) });
export const GrantRole = Closed({
  person: Uuid,
  role: RoleName,
  place: Type.Optional(Nullable(RegionCode)),
  unit: Type.Optional(Nullable(Uuid)),
});
export const ById = Closed({ id: Uuid });
export const Made = Type.Object({ id: Uuid });
export const Done = Type.Object({ done: Type.Boolean() });

/** One row of the audit log. */
export const AuditLine = Type.Object({
  id: Uuid,
  at: Instant,
  actorKind: Type.String(),
  actor: Nullable(Type.String()),
  actorName: Nullable(Type.String()),
  reason: Nullable(Type.String()),
  action: Type.String(),
  subject: Nullable(Type.String()),
  detail: Type.Record(Type.String(), Type.Unknown()),
  address: Nullable(Type.String()),
});
export const AuditPage = Page(AuditLine);
export const SearchAudit = Closed({
  actor: Type.Optional(Uuid),
  action: Type.Optional(Text(80)),
  subject: Type.Optional(Text(100)),
  from: Type.Optional(PlainDate),
  to: Type.Optional(PlainDate),
  cursor: Type.Optional(Cursor),
  limit: Type.Optional(Limit),
});
