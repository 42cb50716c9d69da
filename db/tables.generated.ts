// Made by `npm run tables` from the migrated schema. Do not edit.
import type { ColumnType, Generated } from 'kysely';

// oxlint-disable-next-line typescript/no-explicit-any -- the shape of a JSON column is its owner's; it is written as text
export type Json = ColumnType<any, string, string>;
type GeneratedAlways<T> = ColumnType<T, never, never>;
type GeneratedOrNullAlways<T> = ColumnType<T | null, never, never>;
export type { GeneratedAlways, GeneratedOrNullAlways };

declare module '@zhongzhi/kernel' {
  interface Tables {
    'calendar.day': {
      district: number;
      date: string;
      year: number;
      kind: string;
      note: string;
    };
    'calendar.version': {
      district: number;
      version: string;
      office_hours: Json;
      changed_at: Date;
      changed_by: string | null;
    };
    'calendar.year': {
      district: number;
      year: number;
      status: string;
      imported_at: Date;
      imported_by: string | null;
    };
    'directory.guardian': {
      district: number;
      ward: string;
      guardian: string;
      relation: string;
      valid_from: Date;
      ended_at: Date | null;
    };
    'directory.id_index': {
      hash: string;
      home_district: number;
      person: string;
    };
    'directory.import': {
      district: number;
      id: string;
      kind: string;
      file_name: string;
      made_by: string;
      made_at: Date;
      expires_at: Date;
      row_count: number;
      rows_cipher: Buffer | null;
      faults: Json;
      confirmed_at: Date | null;
      result: Json | null;
    };
    'directory.membership': {
      district: number;
      id: string;
      person: string;
      organisation: string;
      title: string | null;
      since: Date;
      ended_at: Date | null;
    };
    'directory.minor_approval': {
      district: number;
      id: string;
      person: string;
      staff: string;
      approved_by: string;
      reason: string;
      approved_at: Date;
      expires_at: Date;
    };
    'directory.organisation': {
      district: number;
      id: string;
      kind: string;
      name: string;
      short_name: string | null;
      credit_code: string | null;
      place: string | null;
      parent: string | null;
      phone: string | null;
      address: string | null;
      longitude: number | null;
      latitude: number | null;
      contact_person: string | null;
      is_invented: Generated<boolean>;
      active: Generated<boolean>;
      version: Generated<number>;
      created_at: Date;
      updated_at: Date;
    };
    'directory.person': {
      district: number;
      id: string;
      name: string;
      place: string | null;
      phone_cipher: Buffer | null;
      id_number_cipher: Buffer | null;
      minor_birth_year: number | null;
      version: Generated<number>;
      created_at: Date;
      updated_at: Date;
      erased_at: Date | null;
    };
    'directory.phone_index': {
      hash: string;
      home_district: number;
      person: string;
    };
    'directory.region': {
      district: number;
      code: string;
      name: string;
      level: string;
      parent: string | null;
      valid_from: string;
      valid_to: string | null;
      longitude: number | null;
      latitude: number | null;
    };
    'directory.region_version': {
      district: number;
      version: string;
    };
    'directory.role_grant': {
      district: number;
      id: string;
      person: string;
      role: string;
      place: string | null;
      unit: string | null;
      granted_by: string | null;
      granted_at: Date;
      ended_by: string | null;
      ended_at: Date | null;
    };
    'kernel.audit': {
      district: number;
      id: string;
      at: Date;
      actor_kind: string;
      actor_id: string | null;
      reason: string | null;
      action: string;
      subject: string | null;
      detail: Generated<Json>;
      address: string | null;
    };
    'kernel.audit_seal': {
      district: number;
      seq: number;
      sealed_at: Generated<Date>;
      last_audit_id: string;
      rows: number;
      hash: string;
    };
    'kernel.idempotency': {
      district: number;
      key: string;
      fingerprint: string;
      at: Date;
      answer: Json | null;
    };
    'kernel.migration': {
      module: string;
      file: string;
      digest: string;
      at: Generated<Date>;
    };
    'kernel.outbox': {
      district: number;
      id: string;
      at: Date;
      event: string;
      payload: Json;
      due_at: Generated<Date>;
      tries: Generated<number>;
      fault: string | null;
      delivered_at: Date | null;
    };
  }
}
