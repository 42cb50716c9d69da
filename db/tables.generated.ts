// Made by `npm run tables` from the migrated schema. Do not edit.
import type { ColumnType, Generated } from 'kysely';

// oxlint-disable typescript/no-explicit-any -- the shape of a JSON column is its owner's; it is written as text
export type Json = ColumnType<any, string, string>;
export type JsonByDefault = ColumnType<any, string | undefined, string>;
export type JsonOrNull = ColumnType<any, string | null | undefined, string | null>;
type GeneratedAlways<T> = ColumnType<T, never, never>;
type GeneratedOrNullAlways<T> = ColumnType<T | null, never, never>;
export type { GeneratedAlways, GeneratedOrNullAlways };

declare module '@zhongzhi/kernel' {
  interface Tables {
    'appeals.category': {
      district: number;
      code: string;
      level1: string;
      level2: string | null;
      level3: string | null;
      default_urgency: Generated<string>;
      default_unit: string | null;
      is_active: Generated<boolean>;
      changed_at: Date;
      changed_by: string | null;
    };
    'appeals.import_mapping': {
      district: number;
      header: string;
      mapping: Json;
      changed_at: Date;
    };
    'appeals.import_run': {
      district: number;
      id: string;
      person: string | null;
      file_name: string;
      state: Generated<string>;
      rows_total: number | null;
      rows_done: Generated<number>;
      imported: Generated<number>;
      known: Generated<number>;
      refused: Generated<number>;
      report: JsonByDefault;
      fault: string | null;
      at: Date;
      done_at: Date | null;
      content: Buffer | null;
      mapping: Json;
    };
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
    'casework.attachment': {
      district: number;
      case_id: string;
      file_id: string;
      stage: string;
      seen_by: Generated<string>;
      at: Date;
    };
    'casework.case': {
      district: number;
      id: string;
      number: string;
      type: string;
      type_version: number;
      status: string;
      phase: string;
      version: number;
      title: string;
      description: Generated<string>;
      form: JsonByDefault;
      memory: JsonByDefault;
      place: string | null;
      longitude: number | null;
      latitude: number | null;
      category: string | null;
      urgency: string | null;
      source: string;
      external_id: string | null;
      opener: string | null;
      opener_words: string | null;
      unit: string | null;
      assignee: string | null;
      visibility: Generated<string>;
      followers: Generated<number>;
      due_at: Date | null;
      opened_at: Date;
      closed_at: Date | null;
      updated_at: Date;
    };
    'casework.clock': {
      district: number;
      case_id: string;
      name: string;
      round: number;
      task_id: Generated<string>;
      unit: string | null;
      started_at: Date;
      limit: Json;
      pauses: JsonByDefault;
      due_at: Date;
      warn_at: Date | null;
      warned_at: Date | null;
      overdue_at: Date | null;
      stopped_at: Date | null;
    };
    'casework.event': {
      district: number;
      case_id: string;
      seq: number;
      at: Date;
      actor_kind: string;
      actor: string | null;
      actor_unit: string | null;
      action: string;
      from_status: string | null;
      to_status: string;
      task_id: string | null;
      note: string | null;
      input: JsonByDefault;
      seen_by: Generated<string>;
    };
    'casework.export': {
      district: number;
      id: string;
      person: string;
      filter: Json;
      reach: Json;
      state: Generated<string>;
      rows_done: Generated<number>;
      rows_total: number | null;
      file_name: string | null;
      content: Buffer | null;
      fault: string | null;
      at: Date;
      done_at: Date | null;
    };
    'casework.follower': {
      district: number;
      case_id: string;
      person: string;
      at: Date;
      words: string | null;
    };
    'casework.link': {
      district: number;
      from_case: string;
      to_case: string;
      kind: string;
      at: Date;
    };
    'casework.rating': {
      district: number;
      case_id: string;
      round: number;
      person: string | null;
      unit: string | null;
      grade: number | null;
      solved: boolean | null;
      words: string | null;
      at: Date;
    };
    'casework.reach': {
      district: number;
      reach: string;
      case_id: string;
      type: string;
      phase: string;
      sort_at: Date;
    };
    'casework.saved_filter': {
      district: number;
      id: string;
      person: string;
      name: string;
      filter: Json;
      at: Date;
    };
    'casework.search': {
      district: number;
      case_id: string;
      words: string;
    };
    'casework.task': {
      district: number;
      id: string;
      case_id: string;
      kind: string;
      unit: string;
      status: string;
      phase: string;
      data: JsonByDefault;
      created_at: Date;
      done_at: Date | null;
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
      expected: Json;
      ignored_columns: string[];
      confirmed_at: Date | null;
      result: JsonOrNull;
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
    'files.file': {
      district: number;
      id: string;
      owner: string | null;
      kind: string;
      media_type: string;
      original_name: string;
      bytes: number;
      sha256: string;
      width: number | null;
      height: number | null;
      attached_kind: string | null;
      attached_id: string | null;
      created_at: Date;
    };
    'identity.account': {
      district: number;
      person: string;
      login: string;
      password_hash: string;
      password_changed_at: Date;
      must_change_password: Generated<boolean>;
      totp_cipher: Buffer | null;
      totp_confirmed_at: Date | null;
      totp_last_step: number | null;
      disabled_at: Date | null;
      last_sign_in_at: Date | null;
      created_at: Date;
    };
    'identity.api_key': {
      district: number;
      id: string;
      key_hash: Buffer;
      name: string;
      permissions: string[];
      created_by: string | null;
      created_at: Date;
      last_used_at: Date | null;
      revoked_at: Date | null;
    };
    'identity.attempt': {
      district: number;
      id: string;
      kind: string;
      key: string;
      at: Date;
    };
    'identity.challenge': {
      district: number;
      id: string;
      token_hash: Buffer;
      person: string;
      tries: Generated<number>;
      created_at: Date;
      expires_at: Date;
      used_at: Date | null;
    };
    'identity.demo_person': {
      district: number;
      person: string;
      position: number;
      roles: string[];
      role_label: string;
      scope_label: string;
    };
    'identity.external_identity': {
      district: number;
      issuer: string;
      subject: string;
      person: string;
      created_at: Date;
      last_sign_in_at: Date;
    };
    'identity.recovery_code': {
      district: number;
      person: string;
      code_hash: string;
      used_at: Date | null;
    };
    'identity.round_trip': {
      district: number;
      id: string;
      provider: string;
      state_hash: Buffer;
      browser_hash: Buffer;
      nonce: string;
      verifier_cipher: Buffer;
      return_to: string;
      created_at: Date;
      expires_at: Date;
      used_at: Date | null;
    };
    'identity.session': {
      district: number;
      id: string;
      token_hash: Buffer;
      person: string;
      method: string;
      second_factor: boolean;
      device: string;
      address: string | null;
      created_at: Date;
      last_seen_at: Date;
      idle_seconds: number;
      ends_at: Date;
      revoked_at: Date | null;
    };
    'identity.sign_in_code': {
      district: number;
      id: string;
      purpose: string;
      phone_index: string;
      code_hash: string;
      issued_by: string | null;
      tries: Generated<number>;
      created_at: Date;
      expires_at: Date;
      used_at: Date | null;
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
      detail: JsonByDefault;
      address: string | null;
      seq: Generated<number>;
      logged_at: Generated<Date>;
    };
    'kernel.audit_seal': {
      district: number;
      seq: number;
      sealed_at: Generated<Date>;
      last_seq: number;
      rows: number;
      hash: string;
    };
    'kernel.idempotency': {
      district: number;
      key: string;
      fingerprint: string;
      at: Date;
      answer: JsonOrNull;
    };
    'kernel.installation': {
      district: number;
      name: string;
      value: string;
      at: Generated<Date>;
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
    'notices.message_outbox': {
      district: number;
      id: string;
      channel: string;
      kind: string;
      to_cipher: Buffer | null;
      to_masked: string;
      body_cipher: Buffer | null;
      body_masked: string;
      state: Generated<string>;
      tries: Generated<number>;
      due_at: Date;
      lease_until: Date | null;
      expires_at: Date | null;
      receipt: string | null;
      fault: string | null;
      created_at: Date;
      sent_at: Date | null;
    };
    'notices.notice': {
      district: number;
      id: string;
      person: string;
      kind: string;
      title: Json;
      body: Json;
      link: string | null;
      created_at: Date;
      read_at: Date | null;
    };
    'privacy.consent': {
      district: number;
      id: string;
      person: string;
      purpose: string;
      decision: string;
      decided_by: string;
      text_hash: string;
      notice_version: string;
      channel: string;
      at: Date;
    };
    'privacy.consent_text': {
      district: number;
      hash: string;
      purpose: string;
      text: Json;
      first_used_at: Date;
    };
    'privacy.erasure': {
      district: number;
      person: string;
      requested_by: string | null;
      requested_at: Date;
      kept: JsonByDefault;
      finished_at: Date | null;
    };
  }
}
