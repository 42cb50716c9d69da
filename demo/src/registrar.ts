import { createPerson, grantRole, grantsOf, putMembership } from '@zhongzhi/directory';
import { findRole, type Role } from '@zhongzhi/directory/contract';
import { addDemoPerson } from '@zhongzhi/identity';
import type { Context } from '@zhongzhi/kernel';
import { inventedPhone, nameSource } from './names.ts';
import type { Person } from './past.ts';
import type { Units } from './units.ts';

/** Order of the sign-in page: residents first, then community, street, leader, department, and so on. */
const ORDER: readonly string[] = [
  'resident',
  'volunteer',
  'party-member',
  'grid-worker',
  'community-staff',
  'street-staff',
  'street-leader',
  'department-staff',
  'property-staff',
  'hotline-staff',
  'supervisor',
  'district-administrator',
  'social-organisation-staff',
  'social-worker',
  'merchant',
  'system-administrator',
  'security-administrator',
  'audit-administrator',
];
export interface Post {
  role: Role;
  place?: string;
  unit?: string;
}

interface Entry {
  posts?: readonly Post[];
  home?: string;
  title?: string;
  isShown?: boolean;
  name?: string;
}

/** Enters people in the directory, with their roles, and remembers who stands on the sign-in page. */
export class Registrar {
  readonly #context: Context;
  readonly #nameOf: (code: string) => string;
  readonly #name = nameSource(53);
  readonly #shown: {
    person: string;
    posts: readonly Post[];
    home: string | null;
    unit: string | null;
    order: number;
  }[] = [];
  readonly #units: Units;
  #serial = 0;

  constructor(context: Context, units: Units, nameOf: (code: string) => string) {
    this.#context = context;
    this.#units = units;
    this.#nameOf = nameOf;
  }

  async enter({ posts = [], home, title, isShown = false, name }: Entry): Promise<Person> {
    this.#serial += 1;
    const context = this.#context;
    const called = name ?? this.#name();
    const person = await createPerson(context, {
      id: context.newId(),
      name: called,
      phone: inventedPhone(this.#serial),
      place: home ?? null,
    });
    for (const post of posts)
      await grantRole(context, {
        person,
        role: post.role,
        ...(post.place === undefined ? {} : { place: post.place }),
        ...(post.unit === undefined ? {} : { unit: post.unit }),
      });
    const unit = posts.find((post) => post.unit !== undefined)?.unit ?? null;
    if (unit !== null) await putMembership(context, { person, organisation: unit, title: title ?? null });
    if (isShown)
      this.#shown.push({
        person,
        posts,
        home: home ?? null,
        unit,
        order: ORDER.indexOf(posts[0]?.role ?? 'resident') * 1_000 + this.#serial,
      });
    return {
      kind: 'person',
      personId: person,
      name: called,
      grants: posts.length === 0 ? [] : await grantsOf(context, person),
      sessionId: null,
      secondFactor: true,
    };
  }

  #scopeOf(posts: readonly Post[], home: string | null, unit: string | null): string {
    const place = posts[0]?.place ?? home;
    const unitName = unit === null ? null : (this.#units.nameOf.get(unit) ?? null);
    if (place === null || place === undefined) return unitName ?? '五华区';
    const path = place.length > 9 ? `${this.#nameOf(place.slice(0, 9))} ${this.#nameOf(place)}` : this.#nameOf(place);
    return unitName === null || posts[0]?.role === 'community-staff' || posts[0]?.role?.startsWith('street') === true
      ? path
      : `${unitName} · ${path}`;
  }

  /** Puts the sign-in page in order. */
  async show(): Promise<void> {
    this.#shown.sort((a, b) => a.order - b.order);
    for (const [position, { person, posts, home, unit }] of this.#shown.entries()) {
      const labels = posts.map(({ role }) => findRole(role)!.label.zh);
      await addDemoPerson(this.#context, {
        person,
        position: position + 1,
        roles: posts.length === 0 ? ['resident'] : posts.map(({ role }) => role),
        roleLabel: labels.length === 0 ? '居民' : labels.join('、'),
        scopeLabel: this.#scopeOf(posts, home, unit),
      });
    }
  }
}
