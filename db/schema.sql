-- Made by `npm run tables` from the migrated schema; for reading and review. The truth is in the migrations.

-- The three-level classification of citizens' messages. A branch's defaults are its leaves' unless they have their own. Code: the names joined by /.
table appeals.category (
  district integer not null,
  code text not null,
  level1 text not null,
  level2 text,
  level3 text,
  default_urgency text not null,
  default_unit uuid,
  is_active boolean not null,
  changed_at timestamp with time zone not null,
  changed_by uuid,
  constraint category_pkey PRIMARY KEY (district, code),
  constraint category_default_urgency_check CHECK ((default_urgency = ANY (ARRAY['danger'::text, 'supply'::text, 'ordinary'::text, 'complex'::text])))
);


-- How the columns of a hotline spreadsheet were mapped last, by its header row, so that nobody maps twice.
table appeals.import_mapping (
  district integer not null,
  header text not null,
  mapping jsonb not null,
  changed_at timestamp with time zone not null,
  constraint import_mapping_pkey PRIMARY KEY (district, header)
);


-- Imports of hotline messages: progress, and for every row that was refused the reason.
table appeals.import_run (
  district integer not null,
  id uuid not null,
  person uuid,
  file_name text not null,
  state text not null,
  rows_total integer,
  rows_done integer not null,
  imported integer not null,
  known integer not null,
  refused integer not null,
  report jsonb not null,
  fault text,
  at timestamp with time zone not null,
  done_at timestamp with time zone,
  content bytea,
  mapping jsonb not null,
  constraint import_run_pkey PRIMARY KEY (district, id),
  constraint import_run_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'running'::text, 'done'::text, 'failed'::text])))
);


-- Accounts of the ledger. opened is the other side of every budget and the only one that may be negative; each balance is the sum of its entries.
table beans.account (
  district integer not null,
  id uuid not null,
  kind text not null,
  owner uuid,
  balance bigint not null,
  constraint account_pkey PRIMARY KEY (district, id),
  constraint account_kind_check CHECK ((kind = ANY (ARRAY['opened'::text, 'budget'::text, 'person'::text, 'aside'::text, 'merchant'::text, 'settled'::text, 'expired'::text, 'donated'::text]))),
  constraint never_below_zero CHECK (((kind = 'opened'::text) OR (balance >= 0)))
);
CREATE UNIQUE INDEX account_of_owner ON beans.account USING btree (district, kind, owner) NULLS NOT DISTINCT;

-- What the district has opened, and from which source; every credit comes out of one.
table beans.budget (
  district integer not null,
  id uuid not null,
  name text not null,
  amount bigint not null,
  source text not null,
  opened_by uuid,
  opened_at timestamp with time zone not null,
  is_open boolean not null,
  constraint budget_pkey PRIMARY KEY (district, id),
  constraint budget_amount_check CHECK ((amount > 0))
);


-- A public cause that beans may be given to.
table beans.cause (
  district integer not null,
  id uuid not null,
  name text not null,
  intro text not null,
  is_open boolean not null,
  opened_by uuid,
  opened_at timestamp with time zone not null,
  constraint cause_pkey PRIMARY KEY (district, id)
);


-- What a service record has earned by its newest revision, and how much of it is booked: less where no budget had any left, more where the beans were spent before a correction.
table beans.credit (
  district integer not null,
  record uuid not null,
  revision integer not null,
  person uuid not null,
  served_on date not null,
  due bigint not null,
  credited bigint not null,
  rule integer,
  expires_on date,
  constraint credit_pkey PRIMARY KEY (district, record)
);
CREATE INDEX credit_expiring ON beans.credit USING btree (district, expires_on, person);
CREATE INDEX credit_of_person ON beans.credit USING btree (district, person, served_on);
CREATE INDEX credit_owed ON beans.credit USING btree (district, person) WHERE (credited > due);
CREATE INDEX credit_unpaid ON beans.credit USING btree (district, record) WHERE (due > credited);

-- [append-only] Beans that a person gave to a public cause. Personal datum: beans.ledger.
table beans.donation (
  district integer not null,
  id uuid not null,
  person uuid not null,
  cause uuid not null,
  beans integer not null,
  at timestamp with time zone not null,
  constraint donation_pkey PRIMARY KEY (district, id),
  constraint donation_district_cause_fkey FOREIGN KEY (district, cause) REFERENCES beans.cause(district, id),
  constraint donation_beans_check CHECK ((beans > 0))
);
CREATE INDEX donation_of_cause ON beans.donation USING btree (district, cause, id);
CREATE INDEX donation_of_person ON beans.donation USING btree (district, person, id);

-- [append-only] The sides of a transfer; they add up to zero.
table beans.entry (
  district integer not null,
  transfer uuid not null,
  account uuid not null,
  amount bigint not null,
  at timestamp with time zone not null,
  constraint entry_pkey PRIMARY KEY (district, transfer, account),
  constraint entry_district_account_fkey FOREIGN KEY (district, account) REFERENCES beans.account(district, id),
  constraint entry_district_transfer_fkey FOREIGN KEY (district, transfer) REFERENCES beans.transfer(district, id),
  constraint entry_amount_check CHECK ((amount <> 0))
);
CREATE INDEX entry_of_account ON beans.entry USING btree (district, account, transfer DESC);

-- What a merchant gives for beans, with what is left of it.
table beans.item (
  district integer not null,
  id uuid not null,
  merchant uuid not null,
  name text not null,
  intro text not null,
  beans integer not null,
  stock integer not null,
  most_per_person integer not null,
  is_listed boolean not null,
  limit_per text not null,
  constraint item_pkey PRIMARY KEY (district, id),
  constraint item_district_merchant_fkey FOREIGN KEY (district, merchant) REFERENCES beans.merchant(district, id),
  constraint item_beans_check CHECK ((beans > 0)),
  constraint item_limit_per_check CHECK ((limit_per = ANY (ARRAY['ever'::text, 'month'::text]))),
  constraint item_most_per_person_check CHECK ((most_per_person > 0)),
  constraint stock_never_below_zero CHECK ((stock >= 0))
);
CREATE INDEX item_of_merchant ON beans.item USING btree (district, merchant, id);

-- Whom the platform told that beans will lapse, and what lapsed in the end. Nothing lapses that was not told of a month before. Personal datum: beans.ledger.
table beans.lapse (
  district integer not null,
  expires_on date not null,
  person uuid not null,
  warned_at timestamp with time zone not null,
  warned_beans bigint not null,
  lapsed_at timestamp with time zone,
  beans bigint,
  constraint lapse_pkey PRIMARY KEY (district, expires_on, person),
  constraint lapse_beans_check CHECK ((beans >= 0)),
  constraint lapse_warned_beans_check CHECK ((warned_beans >= 0))
);
CREATE INDEX lapse_of_person ON beans.lapse USING btree (district, person, expires_on);
CREATE INDEX lapse_to_come ON beans.lapse USING btree (district, expires_on, person) WHERE (lapsed_at IS NULL);

-- 爱心商家: who gives goods or services for beans.
table beans.merchant (
  district integer not null,
  id uuid not null,
  unit uuid not null,
  name text not null,
  place text not null,
  address text not null,
  intro text not null,
  status text not null,
  joined_at timestamp with time zone not null,
  decided_by uuid,
  decision_reason text,
  constraint merchant_district_unit_key UNIQUE (district, unit),
  constraint merchant_pkey PRIMARY KEY (district, id),
  constraint merchant_status_check CHECK ((status = ANY (ARRAY['review'::text, 'active'::text, 'paused'::text, 'refused'::text])))
);
CREATE INDEX merchant_by_place ON beans.merchant USING btree (district, status, place, id);

-- Beans set aside for an item; a one-time code, kept as a digest, is taken by the merchant. Personal datum: beans.redemptions.
table beans.redemption (
  district integer not null,
  id uuid not null,
  person uuid not null,
  merchant uuid not null,
  item uuid not null,
  beans integer not null,
  code_hash text not null,
  state text not null,
  at timestamp with time zone not null,
  until timestamp with time zone not null,
  taken_at timestamp with time zone,
  taken_by uuid,
  statement uuid,
  constraint redemption_pkey PRIMARY KEY (district, id),
  constraint redemption_district_item_fkey FOREIGN KEY (district, item) REFERENCES beans.item(district, id),
  constraint redemption_district_merchant_fkey FOREIGN KEY (district, merchant) REFERENCES beans.merchant(district, id),
  constraint redemption_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'taken'::text, 'cancelled'::text, 'lapsed'::text])))
);
CREATE INDEX redemption_of_item ON beans.redemption USING btree (district, item, person);
CREATE INDEX redemption_of_merchant ON beans.redemption USING btree (district, merchant, taken_at) WHERE (state = 'taken'::text);
CREATE INDEX redemption_of_person ON beans.redemption USING btree (district, person, id DESC);
CREATE INDEX redemption_of_statement ON beans.redemption USING btree (district, statement) WHERE (statement IS NOT NULL);
CREATE INDEX redemption_taken ON beans.redemption USING btree (district, id) WHERE (state = 'taken'::text);
CREATE INDEX redemption_unsettled ON beans.redemption USING btree (district, merchant, taken_at) WHERE ((state = 'taken'::text) AND (statement IS NULL));
CREATE INDEX redemption_waiting ON beans.redemption USING btree (district, until) WHERE (state = 'waiting'::text);
CREATE UNIQUE INDEX redemption_code ON beans.redemption USING btree (district, code_hash) WHERE (state = 'waiting'::text);

-- [append-only] The public rule in its versions: beans per system-timed hour, coefficients by kind of project, the most per person and day, months until they lapse.
table beans.rule (
  district integer not null,
  version integer not null,
  valid_from date not null,
  beans_per_hour integer not null,
  by_kind jsonb not null,
  most_per_day integer not null,
  months integer not null,
  author uuid,
  at timestamp with time zone not null,
  constraint rule_pkey PRIMARY KEY (district, version),
  constraint rule_beans_per_hour_check CHECK (((beans_per_hour >= 0) AND (beans_per_hour <= 1000))),
  constraint rule_months_check CHECK (((months >= 1) AND (months <= 120))),
  constraint rule_most_per_day_check CHECK ((most_per_day >= 0))
);


-- What a merchant took in a period, to be settled by the district; each redemption stands on one statement.
table beans.statement (
  district integer not null,
  id uuid not null,
  merchant uuid not null,
  period_from date not null,
  period_to date not null,
  beans bigint not null,
  redemptions integer not null,
  made_by uuid,
  made_at timestamp with time zone not null,
  paid_at timestamp with time zone,
  paid_by uuid,
  payment_note text,
  constraint statement_pkey PRIMARY KEY (district, id),
  constraint statement_district_merchant_fkey FOREIGN KEY (district, merchant) REFERENCES beans.merchant(district, id)
);
CREATE INDEX statement_by_age ON beans.statement USING btree (district, id);
CREATE INDEX statement_of_merchant ON beans.statement USING btree (district, merchant, period_from);

-- [append-only] One movement of beans, with what it was for.
table beans.transfer (
  district integer not null,
  id uuid not null,
  why text not null,
  subject uuid,
  rule integer,
  author uuid,
  at timestamp with time zone not null,
  constraint transfer_pkey PRIMARY KEY (district, id),
  constraint transfer_why_check CHECK ((why = ANY (ARRAY['budget'::text, 'service'::text, 'correction'::text, 'redemption'::text, 'taken-back'::text, 'expiry'::text, 'donation'::text, 'settlement'::text])))
);
CREATE INDEX transfer_of_kind ON beans.transfer USING btree (district, why, id);
CREATE INDEX transfer_of_subject ON beans.transfer USING btree (district, subject, id);

-- Codes that a merchant entered and that were none: one row each, so that no counter is a hot row. Removed after two days.
table beans.wrong_code (
  district integer not null,
  merchant uuid not null,
  id uuid not null,
  at timestamp with time zone not null,
  constraint wrong_code_pkey PRIMARY KEY (district, merchant, id),
  constraint wrong_code_district_merchant_fkey FOREIGN KEY (district, merchant) REFERENCES beans.merchant(district, id)
);
CREATE INDEX wrong_code_of_merchant ON beans.wrong_code USING btree (district, merchant, at DESC);

-- Days that differ from their weekday: weekdays off, weekend days worked to make up for them.
table calendar.day (
  district integer not null,
  date date not null,
  year integer not null,
  kind text not null,
  note text not null,
  constraint day_pkey PRIMARY KEY (district, date),
  constraint day_year FOREIGN KEY (district, year) REFERENCES calendar.year(district, year),
  constraint day_in_its_year CHECK ((date_part('year'::text, date) = (year)::double precision)),
  constraint day_kind_known CHECK ((kind = ANY (ARRAY['off'::text, 'work'::text]))),
  constraint day_note_length CHECK ((char_length(note) <= 50))
);
CREATE INDEX day_by_year ON calendar.day USING btree (district, year);

-- One row a district once it has changed its calendar; without it the calendar shipped with the platform is in force.
table calendar.version (
  district integer not null,
  version uuid not null,
  office_hours jsonb not null,
  changed_at timestamp with time zone not null,
  changed_by uuid,
  constraint version_pkey PRIMARY KEY (district)
);


-- Years that the district imported; each replaces the whole year of the calendar shipped with the platform.
table calendar.year (
  district integer not null,
  year integer not null,
  status text not null,
  imported_at timestamp with time zone not null,
  imported_by uuid,
  constraint year_pkey PRIMARY KEY (district, year),
  constraint year_in_range CHECK (((year >= 1992) AND (year <= 2099))),
  constraint year_status_known CHECK ((status = ANY (ARRAY['final'::text, 'provisional'::text])))
);


-- Photos and documents of a case, by the step they came with.
table casework.attachment (
  district integer not null,
  case_id uuid not null,
  file_id uuid not null,
  stage text not null,
  seen_by text not null,
  at timestamp with time zone not null,
  constraint attachment_pkey PRIMARY KEY (district, case_id, file_id),
  constraint attachment_district_case_id_fkey FOREIGN KEY (district, case_id) REFERENCES casework."case"(district, id)
);


-- A matter of any type: its present state. What happened is in casework.event, in the same transaction.
table casework.case (
  district integer not null,
  id uuid not null,
  number text not null,
  type text not null,
  type_version integer not null,
  status text not null,
  phase text not null,
  version integer not null,
  title text not null,
  description text not null,
  form jsonb not null,
  memory jsonb not null,
  place text,
  longitude double precision,
  latitude double precision,
  category text,
  urgency text,
  source text not null,
  external_id text,
  opener uuid,
  opener_words text,
  unit uuid,
  assignee uuid,
  visibility text not null,
  followers integer not null,
  due_at timestamp with time zone,
  opened_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  updated_at timestamp with time zone not null,
  constraint case_pkey PRIMARY KEY (district, id),
  constraint case_phase_check CHECK ((phase = ANY (ARRAY['new'::text, 'open'::text, 'waiting'::text, 'done'::text]))),
  constraint case_version_check CHECK ((version >= 1)),
  constraint case_visibility_check CHECK ((visibility = ANY (ARRAY['private'::text, 'offered'::text, 'public'::text])))
);
CREATE INDEX case_category ON casework."case" USING btree (district, type, category, id DESC);
CREATE INDEX case_near ON casework."case" USING btree (district, type, latitude, longitude) WHERE ((phase <> 'done'::text) AND (latitude IS NOT NULL));
CREATE INDEX case_opener ON casework."case" USING btree (district, opener, id DESC) WHERE (opener IS NOT NULL);
CREATE INDEX case_public ON casework."case" USING btree (district, type, id DESC) WHERE (visibility = 'public'::text);
CREATE INDEX case_unit ON casework."case" USING btree (district, unit, id DESC) WHERE (unit IS NOT NULL);
CREATE INDEX case_updated ON casework."case" USING btree (district, type, updated_at) WHERE (visibility = 'public'::text);
CREATE UNIQUE INDEX case_external ON casework."case" USING btree (district, source, external_id) WHERE (external_id IS NOT NULL);
CREATE UNIQUE INDEX case_number ON casework."case" USING btree (district, number);

-- Deadlines: the truth about what is due when. A job only wakes the sweep. due_at can be computed again from start, limit, pauses and calendar.
table casework.clock (
  district integer not null,
  case_id uuid not null,
  name text not null,
  round integer not null,
  task_id uuid not null,
  unit uuid,
  started_at timestamp with time zone not null,
  limit jsonb not null,
  pauses jsonb not null,
  due_at timestamp with time zone not null,
  warn_at timestamp with time zone,
  warned_at timestamp with time zone,
  overdue_at timestamp with time zone,
  stopped_at timestamp with time zone,
  constraint clock_pkey PRIMARY KEY (district, case_id, name, round, task_id),
  constraint clock_district_case_id_fkey FOREIGN KEY (district, case_id) REFERENCES casework."case"(district, id)
);
CREATE INDEX clock_due ON casework.clock USING btree (district, due_at) WHERE ((stopped_at IS NULL) AND (overdue_at IS NULL));
CREATE INDEX clock_rates ON casework.clock USING btree (district, name, due_at);
CREATE INDEX clock_warn ON casework.clock USING btree (district, warn_at) WHERE ((stopped_at IS NULL) AND (warned_at IS NULL) AND (warn_at IS NOT NULL));

-- [append-only] What happened to a case, in order. seq runs from 1 without gaps.
table casework.event (
  district integer not null,
  case_id uuid not null,
  seq integer not null,
  at timestamp with time zone not null,
  actor_kind text not null,
  actor uuid,
  actor_unit uuid,
  action text not null,
  from_status text,
  to_status text not null,
  task_id uuid,
  note text,
  input jsonb not null,
  seen_by text not null,
  constraint event_pkey PRIMARY KEY (district, case_id, seq),
  constraint event_district_case_id_fkey FOREIGN KEY (district, case_id) REFERENCES casework."case"(district, id),
  constraint event_seen_by_check CHECK ((seen_by = ANY (ARRAY['everyone'::text, 'staff'::text])))
);


-- Spreadsheets made in the background for one person, who alone may fetch them; removed after a day.
table casework.export (
  district integer not null,
  id uuid not null,
  person uuid not null,
  filter jsonb not null,
  reach jsonb not null,
  state text not null,
  rows_done integer not null,
  rows_total integer,
  file_name text,
  content bytea,
  fault text,
  at timestamp with time zone not null,
  done_at timestamp with time zone,
  constraint export_pkey PRIMARY KEY (district, id),
  constraint export_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'running'::text, 'done'::text, 'failed'::text])))
);


-- People who joined a report (同诉) and are told of its progress.
table casework.follower (
  district integer not null,
  case_id uuid not null,
  person uuid not null,
  at timestamp with time zone not null,
  words text,
  constraint follower_pkey PRIMARY KEY (district, case_id, person),
  constraint follower_district_case_id_fkey FOREIGN KEY (district, case_id) REFERENCES casework."case"(district, id)
);
CREATE INDEX follower_person ON casework.follower USING btree (district, person, case_id);

-- Cases that belong together: merged into, whistle of, supervision of.
table casework.link (
  district integer not null,
  from_case uuid not null,
  to_case uuid not null,
  kind text not null,
  at timestamp with time zone not null,
  constraint link_pkey PRIMARY KEY (district, from_case, to_case, kind),
  constraint link_district_from_case_fkey FOREIGN KEY (district, from_case) REFERENCES casework."case"(district, id),
  constraint link_district_to_case_fkey FOREIGN KEY (district, to_case) REFERENCES casework."case"(district, id)
);
CREATE INDEX link_back ON casework.link USING btree (district, to_case);

-- [append-only] The reporter's word on a matter, once per round (一事一评). Who rated is not shown to the rated unit (GB/T 39735, 好差评).
table casework.rating (
  district integer not null,
  case_id uuid not null,
  round integer not null,
  person uuid,
  unit uuid,
  grade integer,
  solved boolean,
  words text,
  at timestamp with time zone not null,
  constraint rating_pkey PRIMARY KEY (district, case_id, round),
  constraint rating_district_case_id_fkey FOREIGN KEY (district, case_id) REFERENCES casework."case"(district, id),
  constraint rating_grade_check CHECK (((grade >= 1) AND (grade <= 5)))
);
CREATE INDEX rating_unit ON casework.rating USING btree (district, at);

-- The desks a case lies on: r:<place prefix>, u:<unit>, p:<person>. One predicate for every axis of scope, and the order of every board: open cases by deadline, finished ones by time of closing.
table casework.reach (
  district integer not null,
  reach text not null,
  case_id uuid not null,
  type text not null,
  phase text not null,
  sort_at timestamp with time zone not null,
  constraint reach_pkey PRIMARY KEY (district, case_id, reach),
  constraint reach_district_case_id_fkey FOREIGN KEY (district, case_id) REFERENCES casework."case"(district, id)
);
CREATE INDEX reach_board ON casework.reach USING btree (district, reach, type, phase, sort_at, case_id);

-- Board filters a staff member keeps for themselves.
table casework.saved_filter (
  district integer not null,
  id uuid not null,
  person uuid not null,
  name text not null,
  filter jsonb not null,
  at timestamp with time zone not null,
  constraint saved_filter_pkey PRIMARY KEY (district, id)
);
CREATE INDEX saved_filter_person ON casework.saved_filter USING btree (district, person, id);

-- [owner-only] Index words of each case and the desks it lies on. Read through casework.find_cases only, because row-level security would keep the index from being used.
table casework.search (
  district integer not null,
  case_id uuid not null,
  words tsvector not null,
  constraint search_pkey PRIMARY KEY (district, case_id)
);
CREATE INDEX search_words ON casework.search USING gin (words) WITH (gin_pending_list_limit='256');

-- Work of one organisation beside that of others; the case goes on when all are done.
table casework.task (
  district integer not null,
  id uuid not null,
  case_id uuid not null,
  kind text not null,
  unit uuid not null,
  status text not null,
  phase text not null,
  data jsonb not null,
  created_at timestamp with time zone not null,
  done_at timestamp with time zone,
  constraint task_pkey PRIMARY KEY (district, id),
  constraint task_district_case_id_fkey FOREIGN KEY (district, case_id) REFERENCES casework."case"(district, id)
);
CREATE INDEX task_case ON casework.task USING btree (district, case_id, id);

-- The register of certificates (登记册): issued by the unit that organised and recorded (order 67, art. 26), on demand and free. An erased person's stay and still verify; they hold no name any more.
table certificates.certificate (
  district integer not null,
  id uuid not null,
  unit uuid not null,
  unit_name text not null,
  person uuid,
  holder_cipher bytea,
  holder_code_cipher bytea,
  volunteer_number text,
  period_from date not null,
  period_to date not null,
  timed_minutes integer not null,
  entered_minutes integer not null,
  digest text not null,
  state text not null,
  asked_at timestamp with time zone not null,
  posted_until timestamp with time zone,
  serial integer,
  number text,
  status_index integer,
  issued_at timestamp with time zone,
  valid_until timestamp with time zone,
  contact text,
  credential jsonb,
  decided_by uuid,
  decided_at timestamp with time zone,
  reason text,
  constraint certificate_pkey PRIMARY KEY (district, id),
  constraint certificate_check CHECK (((state = ANY (ARRAY['issued'::text, 'revoked'::text])) = (number IS NOT NULL))),
  constraint certificate_check1 CHECK (((number IS NULL) = (credential IS NULL))),
  constraint certificate_check2 CHECK (((state <> ALL (ARRAY['refused'::text, 'revoked'::text])) OR (reason IS NOT NULL))),
  constraint certificate_entered_minutes_check CHECK ((entered_minutes >= 0)),
  constraint certificate_state_check CHECK ((state = ANY (ARRAY['posted'::text, 'issued'::text, 'refused'::text, 'revoked'::text]))),
  constraint certificate_timed_minutes_check CHECK ((timed_minutes >= 0))
);
CREATE INDEX certificate_of_person ON certificates.certificate USING btree (district, person, id DESC);
CREATE INDEX certificate_of_unit ON certificates.certificate USING btree (district, unit, id DESC);
CREATE INDEX certificate_posted ON certificates.certificate USING btree (district, posted_until) WHERE (state = 'posted'::text);
CREATE INDEX certificate_revoked ON certificates.certificate USING btree (district, unit, status_index) WHERE (state = 'revoked'::text);
CREATE UNIQUE INDEX certificate_number ON certificates.certificate USING btree (district, unit, number) WHERE (number IS NOT NULL);
CREATE UNIQUE INDEX certificate_once ON certificates.certificate USING btree (district, person, unit, digest) WHERE (state = ANY (ARRAY['posted'::text, 'issued'::text]));

-- The last number of a unit's register in a year; drawn in the issuing transaction, so that numbers have no gaps.
table certificates.counter (
  district integer not null,
  unit uuid not null,
  year integer not null,
  last integer not null,
  constraint counter_pkey PRIMARY KEY (district, unit, year)
);


-- When somebody asked whose a certificate is; counted for an hour and then forgotten.
table certificates.guess (
  district integer not null,
  certificate uuid not null,
  id uuid not null,
  at timestamp with time zone not null,
  constraint guess_pkey PRIMARY KEY (district, certificate, id),
  constraint guess_district_certificate_fkey FOREIGN KEY (district, certificate) REFERENCES certificates.certificate(district, id)
);
CREATE INDEX guess_at ON certificates.guess USING btree (district, at);

-- How a unit certifies: where it can be reached, how long a certificate is posted before it is issued, how long it is good (null: for good). A unit without a row certifies by the defaults.
table certificates.issuer (
  district integer not null,
  unit uuid not null,
  contact text not null,
  posting_days integer not null,
  valid_months integer,
  next_index integer not null,
  changed_at timestamp with time zone not null,
  constraint issuer_pkey PRIMARY KEY (district, unit),
  constraint issuer_posting_days_check CHECK (((posting_days >= 0) AND (posting_days <= 60))),
  constraint issuer_valid_months_check CHECK (((valid_months >= 1) AND (valid_months <= 600)))
);


-- Ed25519 keys of a unit (multibase; the secret half by the vault). Retired ones stay in its did document, so that what they signed still verifies.
table certificates.issuer_key (
  district integer not null,
  unit uuid not null,
  public_key text not null,
  secret_cipher bytea not null,
  made_at timestamp with time zone not null,
  retired_at timestamp with time zone,
  constraint issuer_key_pkey PRIMARY KEY (district, unit, public_key)
);
CREATE UNIQUE INDEX issuer_key_present ON certificates.issuer_key USING btree (district, unit) WHERE (retired_at IS NULL);

-- [append-only] The service records that a certificate rests on, as they stood when it was asked for.
table certificates.part (
  district integer not null,
  certificate uuid not null,
  position integer not null,
  record uuid not null,
  revision integer not null,
  activity_name text not null,
  served_on date not null,
  place text not null,
  content text not null,
  minutes integer not null,
  class text not null,
  constraint part_pkey PRIMARY KEY (district, certificate, "position"),
  constraint part_district_certificate_fkey FOREIGN KEY (district, certificate) REFERENCES certificates.certificate(district, id),
  constraint part_class_check CHECK ((class = ANY (ARRAY['timed'::text, 'entered'::text])))
);


-- What the leaders of a circle tell all its members.
table circles.announcement (
  district integer not null,
  id uuid not null,
  circle uuid not null,
  author uuid,
  title text not null,
  words text not null,
  at timestamp with time zone not null,
  constraint announcement_pkey PRIMARY KEY (district, id),
  constraint announcement_district_circle_fkey FOREIGN KEY (district, circle) REFERENCES circles.circle(district, id)
);
CREATE INDEX announcement_of_circle ON circles.announcement USING btree (district, circle, id);

-- 圈: a group round a community, street, unit, hobby or cause; founded after review by the community or street.
table circles.circle (
  district integer not null,
  id uuid not null,
  version integer not null,
  name text not null,
  kind text not null,
  intro text not null,
  place text not null,
  unit uuid,
  interests text[] not null,
  joining text not null,
  status text not null,
  founded_by uuid not null,
  founded_at timestamp with time zone not null,
  decided_by uuid,
  decided_at timestamp with time zone,
  decision_reason text,
  members integer not null,
  dissolved_at timestamp with time zone,
  dissolved_by uuid,
  dissolution_reason text,
  constraint circle_pkey PRIMARY KEY (district, id),
  constraint circle_joining_check CHECK ((joining = ANY (ARRAY['open'::text, 'approval'::text, 'invitation'::text]))),
  constraint circle_kind_check CHECK ((kind = ANY (ARRAY['community'::text, 'street'::text, 'unit'::text, 'hobby'::text, 'cause'::text, 'neighbourhood'::text]))),
  constraint circle_members_check CHECK ((members >= 0)),
  constraint circle_status_check CHECK ((status = ANY (ARRAY['review'::text, 'open'::text, 'refused'::text, 'dissolved'::text])))
);
CREATE INDEX circle_by_place ON circles.circle USING btree (district, status, place, id);
CREATE INDEX circle_of_unit ON circles.circle USING btree (district, unit, id) WHERE (unit IS NOT NULL);

-- [append-only] Whether what was reported stands or goes, with the reason that its author is told.
table circles.decision (
  district integer not null,
  id uuid not null,
  post uuid not null,
  outcome text not null,
  reason text not null,
  decided_by uuid not null,
  decided_as text not null,
  at timestamp with time zone not null,
  constraint decision_pkey PRIMARY KEY (district, id),
  constraint decision_district_post_fkey FOREIGN KEY (district, post) REFERENCES circles.post(district, id),
  constraint decision_decided_as_check CHECK ((decided_as = ANY (ARRAY['leader'::text, 'staff'::text]))),
  constraint decision_outcome_check CHECK ((outcome = ANY (ARRAY['stands'::text, 'removed'::text])))
);
CREATE INDEX decision_of_post ON circles.decision USING btree (district, post, id);

-- Links and QR codes that let people into a circle until they end or are revoked; only a digest is kept.
table circles.invitation (
  district integer not null,
  token_hash bytea not null,
  circle uuid not null,
  made_by uuid not null,
  made_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  constraint invitation_pkey PRIMARY KEY (district, token_hash),
  constraint invitation_district_circle_fkey FOREIGN KEY (district, circle) REFERENCES circles.circle(district, id)
);
CREATE INDEX invitation_of_circle ON circles.invitation USING btree (district, circle, made_at DESC);

-- Who belongs to a circle, or has asked to. Nobody outside the circle reads it. Personal datum: circles.membership.
table circles.member (
  district integer not null,
  circle uuid not null,
  person uuid not null,
  role text not null,
  state text not null,
  since timestamp with time zone not null,
  words text,
  shows_name boolean not null,
  muted boolean not null,
  constraint member_pkey PRIMARY KEY (district, circle, person),
  constraint member_district_circle_fkey FOREIGN KEY (district, circle) REFERENCES circles.circle(district, id),
  constraint member_role_check CHECK ((role = ANY (ARRAY['member'::text, 'leader'::text]))),
  constraint member_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'joined'::text, 'left'::text, 'refused'::text])))
);
CREATE INDEX member_joined ON circles.member USING btree (district, circle, since, person) WHERE (state = 'joined'::text);
CREATE INDEX member_of_person ON circles.member USING btree (district, person, state);
CREATE INDEX member_waiting ON circles.member USING btree (district, circle, since) WHERE (state = 'waiting'::text);

-- What an author holds against a decision, once; somebody else than who decided answers. Personal datum: circles.post.
table circles.objection (
  district integer not null,
  decision uuid not null,
  post uuid not null,
  author uuid not null,
  words text not null,
  at timestamp with time zone not null,
  outcome text,
  reason text,
  answered_by uuid,
  answered_at timestamp with time zone,
  constraint objection_pkey PRIMARY KEY (district, decision),
  constraint objection_district_decision_fkey FOREIGN KEY (district, decision) REFERENCES circles.decision(district, id),
  constraint objection_district_post_fkey FOREIGN KEY (district, post) REFERENCES circles.post(district, id),
  constraint objection_check CHECK (((outcome IS NULL) = (answered_at IS NULL))),
  constraint objection_outcome_check CHECK ((outcome = ANY (ARRAY['upheld'::text, 'reversed'::text])))
);
CREATE INDEX objection_of_author ON circles.objection USING btree (district, author);
CREATE INDEX objection_of_post ON circles.objection USING btree (district, post);
CREATE INDEX objection_open ON circles.objection USING btree (district, at) WHERE (outcome IS NULL);

-- What members tell each other, and their answers (parent). Held: hidden until somebody decides. Personal datum: circles.post.
table circles.post (
  district integer not null,
  id uuid not null,
  circle uuid not null,
  parent uuid,
  kind text not null,
  author uuid,
  words text not null,
  photos uuid[] not null,
  audience text not null,
  about uuid,
  state text not null,
  at timestamp with time zone not null,
  settled_at timestamp with time zone,
  constraint post_pkey PRIMARY KEY (district, id),
  constraint post_district_circle_fkey FOREIGN KEY (district, circle) REFERENCES circles.circle(district, id),
  constraint post_district_parent_fkey FOREIGN KEY (district, parent) REFERENCES circles.post(district, id),
  constraint post_audience_check CHECK ((audience = ANY (ARRAY['circle'::text, 'everyone'::text]))),
  constraint post_check CHECK (((parent IS NULL) = (kind <> ALL (ARRAY['offer'::text, 'reply'::text])))),
  constraint post_kind_check CHECK ((kind = ANY (ARRAY['help-wanted'::text, 'help-offered'::text, 'kindness'::text, 'good-deed'::text, 'offer'::text, 'reply'::text]))),
  constraint post_state_check CHECK ((state = ANY (ARRAY['shown'::text, 'held'::text, 'removed'::text, 'withdrawn'::text])))
);
CREATE INDEX post_about ON circles.post USING btree (district, about) WHERE (about IS NOT NULL);
CREATE INDEX post_answers ON circles.post USING btree (district, parent, id) WHERE (parent IS NOT NULL);
CREATE INDEX post_for_everyone ON circles.post USING btree (district, id) WHERE ((audience = 'everyone'::text) AND (state = 'shown'::text) AND (parent IS NULL));
CREATE INDEX post_of_author ON circles.post USING btree (district, author, at);
CREATE INDEX post_of_circle ON circles.post USING btree (district, circle, id) WHERE (parent IS NULL);
CREATE UNIQUE INDEX post_one_offer ON circles.post USING btree (district, parent, author) WHERE ((kind = 'offer'::text) AND (state <> 'withdrawn'::text));

-- Who asked for something to be looked at, once a person; the author never learns who. Personal datum: circles.post.
table circles.report (
  district integer not null,
  post uuid not null,
  reporter uuid not null,
  circle uuid not null,
  ground text not null,
  words text,
  at timestamp with time zone not null,
  decision uuid,
  constraint report_pkey PRIMARY KEY (district, post, reporter),
  constraint report_district_circle_fkey FOREIGN KEY (district, circle) REFERENCES circles.circle(district, id),
  constraint report_district_decision_fkey FOREIGN KEY (district, decision) REFERENCES circles.decision(district, id),
  constraint report_district_post_fkey FOREIGN KEY (district, post) REFERENCES circles.post(district, id),
  constraint report_ground_check CHECK ((ground = ANY (ARRAY['untrue'::text, 'rude'::text, 'private'::text, 'advertising'::text, 'fraud'::text, 'other'::text])))
);
CREATE INDEX report_of_circle ON circles.report USING btree (district, circle);
CREATE INDEX report_of_decision ON circles.report USING btree (district, decision);
CREATE INDEX report_of_person ON circles.report USING btree (district, reporter);
CREATE INDEX report_open ON circles.report USING btree (district, circle, at) WHERE (decision IS NULL);

-- [owner-only] Index words of open circles, with their places (r:) and interests (i:). Read through circles.find_circles only, because row-level security would keep the index from being used.
table circles.search (
  district integer not null,
  circle uuid not null,
  words tsvector not null,
  constraint search_pkey PRIMARY KEY (district, circle)
);
CREATE INDEX search_words ON circles.search USING gin (words);

-- Who may consent for a minor: under 14 the guardian consents, from 14 to 17 the guardian is named and told (PIPL art. 31).
table directory.guardian (
  district integer not null,
  ward uuid not null,
  guardian uuid not null,
  relation text not null,
  valid_from timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint guardian_pkey PRIMARY KEY (district, ward, guardian, valid_from),
  constraint guardian_district_guardian_fkey FOREIGN KEY (district, guardian) REFERENCES directory.person(district, id),
  constraint guardian_district_ward_fkey FOREIGN KEY (district, ward) REFERENCES directory.person(district, id),
  constraint guardian_check CHECK ((ward <> guardian))
);
CREATE INDEX guardian_guardian ON directory.guardian USING btree (district, guardian);
CREATE UNIQUE INDEX guardian_current ON directory.guardian USING btree (district, ward, guardian) WHERE (ended_at IS NULL);

-- [no-district] Which person has a resident ID number: unique across districts, keyed by the HMAC of the number, which it does not hold.
table directory.id_index (
  hash text not null,
  home_district integer not null,
  person uuid not null,
  constraint id_index_pkey PRIMARY KEY (hash)
);
CREATE INDEX id_index_person ON directory.id_index USING btree (home_district, person);

-- A spreadsheet that was read and checked and waits for its sender's word. Nothing of it is in force before that; what is not confirmed within a day is deleted.
table directory.import (
  district integer not null,
  id uuid not null,
  kind text not null,
  file_name text not null,
  made_by uuid not null,
  made_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  row_count integer not null,
  rows_cipher bytea,
  faults jsonb not null,
  expected jsonb not null,
  ignored_columns text[] not null,
  confirmed_at timestamp with time zone,
  result jsonb,
  constraint import_pkey PRIMARY KEY (district, id),
  constraint import_kind_check CHECK ((kind = ANY (ARRAY['regions'::text, 'organisations'::text, 'people'::text])))
);
CREATE INDEX import_age ON directory.import USING btree (district, expires_at);

-- Who belongs to which organisation, with their title. Gives no right by itself: rights come from roles.
table directory.membership (
  district integer not null,
  id uuid not null,
  person uuid not null,
  organisation uuid not null,
  title text,
  since timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint membership_pkey PRIMARY KEY (district, id),
  constraint membership_district_organisation_fkey FOREIGN KEY (district, organisation) REFERENCES directory.organisation(district, id),
  constraint membership_district_person_fkey FOREIGN KEY (district, person) REFERENCES directory.person(district, id)
);
CREATE INDEX membership_organisation ON directory.membership USING btree (district, organisation) WHERE (ended_at IS NULL);
CREATE UNIQUE INDEX membership_current ON directory.membership USING btree (district, person, organisation) WHERE (ended_at IS NULL);

-- [append-only] Leave for one member of staff to open one minor's data for a day (minors online protection regulation art. 36).
table directory.minor_approval (
  district integer not null,
  id uuid not null,
  person uuid not null,
  staff uuid not null,
  approved_by uuid not null,
  reason text not null,
  approved_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  constraint minor_approval_pkey PRIMARY KEY (district, id),
  constraint minor_approval_district_person_fkey FOREIGN KEY (district, person) REFERENCES directory.person(district, id),
  constraint minor_approval_district_staff_fkey FOREIGN KEY (district, staff) REFERENCES directory.person(district, id),
  constraint minor_approval_check CHECK ((staff <> approved_by))
);
CREATE INDEX minor_approval_pair ON directory.minor_approval USING btree (district, person, staff, expires_at);
CREATE INDEX minor_approval_staff ON directory.minor_approval USING btree (district, staff);

-- District departments, street offices, community committees, property companies, Party and social organisations, merchants and others that act on the platform.
table directory.organisation (
  district integer not null,
  id uuid not null,
  kind text not null,
  name text not null,
  short_name text,
  credit_code text,
  place text,
  parent uuid,
  phone text,
  address text,
  longitude double precision,
  latitude double precision,
  contact_person uuid,
  is_invented boolean not null,
  active boolean not null,
  version integer not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint organisation_pkey PRIMARY KEY (district, id),
  constraint organisation_district_parent_fkey FOREIGN KEY (district, parent) REFERENCES directory.organisation(district, id),
  constraint organisation_check CHECK ((parent IS DISTINCT FROM id)),
  constraint organisation_check1 CHECK (((longitude IS NULL) = (latitude IS NULL)))
);
CREATE INDEX organisation_parent ON directory.organisation USING btree (district, parent) WHERE (parent IS NOT NULL);
CREATE INDEX organisation_place ON directory.organisation USING btree (district, place text_pattern_ops, kind);
CREATE UNIQUE INDEX organisation_credit_code ON directory.organisation USING btree (district, credit_code) WHERE (credit_code IS NOT NULL);
CREATE UNIQUE INDEX organisation_name ON directory.organisation USING btree (district, kind, name, place) NULLS NOT DISTINCT WHERE active;

-- One row per person, whatever roles they hold. Staff lists show the name; everything else is masked or encrypted.
table directory.person (
  district integer not null,
  id uuid not null,
  name text not null,
  place text,
  phone_cipher bytea,
  id_number_cipher bytea,
  minor_birth_year integer,
  version integer not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  erased_at timestamp with time zone,
  constraint person_pkey PRIMARY KEY (district, id)
);
CREATE INDEX person_place ON directory.person USING btree (district, place text_pattern_ops) WHERE (place IS NOT NULL);

-- [no-district] Which person has a phone number: unique across districts, keyed by the HMAC of the number, which it does not hold.
table directory.phone_index (
  hash text not null,
  home_district integer not null,
  person uuid not null,
  constraint phone_index_pkey PRIMARY KEY (hash)
);
CREATE INDEX phone_index_person ON directory.phone_index USING btree (home_district, person);

-- The region tree by statistical code: 6 digits district, 9 street, 12 community, 15 grid; a prefix is an ancestor. A change of name ends one row and begins another.
table directory.region (
  district integer not null,
  code text not null,
  name text not null,
  level text not null,
  parent text,
  valid_from date not null,
  valid_to date,
  longitude double precision,
  latitude double precision,
  constraint region_pkey PRIMARY KEY (district, code, valid_from),
  constraint region_check CHECK (((valid_to IS NULL) OR (valid_to > valid_from))),
  constraint region_check1 CHECK ((length(code) =
CASE level
    WHEN 'district'::text THEN 6
    WHEN 'street'::text THEN 9
    WHEN 'community'::text THEN 12
    ELSE 15
END)),
  constraint region_check2 CHECK (((longitude IS NULL) = (latitude IS NULL))),
  constraint region_code_check CHECK ((code ~ '^[0-9]{6}([0-9]{3}){0,3}$'::text)),
  constraint region_level_check CHECK ((level = ANY (ARRAY['district'::text, 'street'::text, 'community'::text, 'grid'::text])))
);
CREATE UNIQUE INDEX region_current ON directory.region USING btree (district, code) WHERE (valid_to IS NULL);

-- Changes with every change of the region tree, so that each process knows when its copy of it is old.
table directory.region_version (
  district integer not null,
  version uuid not null,
  constraint region_version_pkey PRIMARY KEY (district)
);


-- A role and how far it reaches: a region (code prefix), an organisation, or both. Ended grants stay readable. The role party-member is political membership: sensitive, never in a public answer.
table directory.role_grant (
  district integer not null,
  id uuid not null,
  person uuid not null,
  role text not null,
  place text,
  unit uuid,
  granted_by uuid,
  granted_at timestamp with time zone not null,
  ended_by uuid,
  ended_at timestamp with time zone,
  constraint role_grant_pkey PRIMARY KEY (district, id),
  constraint role_grant_district_person_fkey FOREIGN KEY (district, person) REFERENCES directory.person(district, id),
  constraint role_grant_district_unit_fkey FOREIGN KEY (district, unit) REFERENCES directory.organisation(district, id)
);
CREATE INDEX role_grant_place ON directory.role_grant USING btree (district, role, place text_pattern_ops) WHERE (ended_at IS NULL);
CREATE INDEX role_grant_unit ON directory.role_grant USING btree (district, unit, role) WHERE ((ended_at IS NULL) AND (unit IS NOT NULL));
CREATE UNIQUE INDEX role_grant_current ON directory.role_grant USING btree (district, person, role, place, unit) NULLS NOT DISTINCT WHERE (ended_at IS NULL);
CREATE UNIQUE INDEX role_grant_one_administration ON directory.role_grant USING btree (district, person) WHERE ((ended_at IS NULL) AND (role = ANY (ARRAY['system-administrator'::text, 'security-administrator'::text, 'audit-administrator'::text])));

-- An upload. It belongs to its uploader until it is attached, once, to a record; then whoever may see the record may see it.
table files.file (
  district integer not null,
  id uuid not null,
  owner uuid,
  kind text not null,
  media_type text not null,
  original_name text not null,
  bytes integer not null,
  sha256 text not null,
  width integer,
  height integer,
  attached_kind text,
  attached_id uuid,
  created_at timestamp with time zone not null,
  constraint file_pkey PRIMARY KEY (district, id),
  constraint file_kind_check CHECK ((kind = ANY (ARRAY['image'::text, 'document'::text])))
);
CREATE INDEX file_record ON files.file USING btree (district, attached_kind, attached_id) WHERE (attached_kind IS NOT NULL);
CREATE INDEX file_unattached ON files.file USING btree (district, created_at) WHERE (attached_kind IS NULL);
CREATE INDEX file_waiting ON files.file USING btree (district, owner) WHERE (attached_kind IS NULL);

-- Staff who sign in by password and second factor. Residents have no account: their phone is enough.
table identity.account (
  district integer not null,
  person uuid not null,
  login text not null,
  password_hash text not null,
  password_changed_at timestamp with time zone not null,
  must_change_password boolean not null,
  totp_cipher bytea,
  totp_confirmed_at timestamp with time zone,
  totp_last_step bigint,
  disabled_at timestamp with time zone,
  last_sign_in_at timestamp with time zone,
  created_at timestamp with time zone not null,
  constraint account_district_login_key UNIQUE (district, login),
  constraint account_pkey PRIMARY KEY (district, person),
  constraint account_login_check CHECK ((login ~ '^[a-z][a-z0-9._-]{2,39}$'::text))
);


-- Machine clients. The key has 256 random bits; only its SHA-256 is here.
table identity.api_key (
  district integer not null,
  id uuid not null,
  key_hash bytea not null,
  name text not null,
  permissions text[] not null,
  created_by uuid,
  created_at timestamp with time zone not null,
  last_used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  constraint api_key_district_key_hash_key UNIQUE (district, key_hash),
  constraint api_key_pkey PRIMARY KEY (district, id)
);


-- What the limits count: one row per attempt and key, so that no counter is a hot row. Removed after two days.
table identity.attempt (
  district integer not null,
  id uuid not null,
  kind text not null,
  key text not null,
  at timestamp with time zone not null,
  constraint attempt_pkey PRIMARY KEY (district, id)
);
CREATE INDEX attempt_counted ON identity.attempt USING btree (district, kind, key, at DESC);

-- Between a right password and the second factor.
table identity.challenge (
  district integer not null,
  id uuid not null,
  token_hash bytea not null,
  person uuid not null,
  tries integer not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint challenge_district_token_hash_key UNIQUE (district, token_hash),
  constraint challenge_pkey PRIMARY KEY (district, id),
  constraint challenge_tries_check CHECK ((tries <= 5))
);


-- People whom a visitor of the demonstration may enter as. Read in demonstration mode only.
table identity.demo_person (
  district integer not null,
  person uuid not null,
  position integer not null,
  roles text[] not null,
  role_label text not null,
  scope_label text not null,
  constraint demo_person_pkey PRIMARY KEY (district, person)
);


-- Which person an outside sign-in's subject is. Issuer and subject together: equal subjects of two issuers are two people (ASVS 6.8.1).
table identity.external_identity (
  district integer not null,
  issuer text not null,
  subject text not null,
  person uuid not null,
  created_at timestamp with time zone not null,
  last_sign_in_at timestamp with time zone not null,
  constraint external_identity_pkey PRIMARY KEY (district, issuer, subject)
);
CREATE INDEX external_identity_of_person ON identity.external_identity USING btree (district, person);

-- Codes on paper for the day the phone is lost; keyed digests, each used once.
table identity.recovery_code (
  district integer not null,
  person uuid not null,
  code_hash text not null,
  used_at timestamp with time zone,
  constraint recovery_code_pkey PRIMARY KEY (district, person, code_hash),
  constraint recovery_code_district_person_fkey FOREIGN KEY (district, person) REFERENCES identity.account(district, person) ON DELETE CASCADE
);


-- A browser that left for an outside sign-in: state, nonce and PKCE verifier, bound to that browser, used once.
table identity.round_trip (
  district integer not null,
  id uuid not null,
  provider text not null,
  state_hash bytea not null,
  browser_hash bytea not null,
  nonce text not null,
  verifier_cipher bytea not null,
  return_to text not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint round_trip_district_state_hash_key UNIQUE (district, state_hash),
  constraint round_trip_pkey PRIMARY KEY (district, id),
  constraint round_trip_provider_check CHECK ((provider = ANY (ARRAY['oidc'::text, 'ticket'::text]))),
  constraint round_trip_return_to_check CHECK ((return_to ~ '^/([^/\\]|$)'::text))
);


-- Who is signed in where. The cookie's token has 256 random bits; only its SHA-256 is here.
table identity.session (
  district integer not null,
  id uuid not null,
  token_hash bytea not null,
  person uuid not null,
  method text not null,
  second_factor boolean not null,
  device text not null,
  address text,
  created_at timestamp with time zone not null,
  last_seen_at timestamp with time zone not null,
  idle_seconds integer not null,
  ends_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  constraint session_district_token_hash_key UNIQUE (district, token_hash),
  constraint session_pkey PRIMARY KEY (district, id),
  constraint session_method_check CHECK ((method = ANY (ARRAY['code'::text, 'staff-code'::text, 'password'::text, 'oidc'::text, 'ticket'::text, 'demo'::text])))
);
CREATE INDEX session_end ON identity.session USING btree (district, ends_at);
CREATE INDEX session_of_person ON identity.session USING btree (district, person, created_at DESC);

-- One-time codes: keyed digests bound to request and number, five tries, used once.
table identity.sign_in_code (
  district integer not null,
  id uuid not null,
  purpose text not null,
  phone_index text not null,
  code_hash text not null,
  issued_by uuid,
  tries integer not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint sign_in_code_pkey PRIMARY KEY (district, id),
  constraint sign_in_code_purpose_check CHECK ((purpose = ANY (ARRAY['sign-in'::text, 'staff-issued'::text]))),
  constraint sign_in_code_tries_check CHECK ((tries <= 5))
);
CREATE INDEX sign_in_code_of_phone ON identity.sign_in_code USING btree (district, phone_index, created_at DESC);

-- [append-only] One row per act: who, when, what, about which record. Written in the same transaction as the act itself.
table kernel.audit (
  district integer not null,
  id uuid not null,
  at timestamp with time zone not null,
  actor_kind text not null,
  actor_id text,
  reason text,
  action text not null,
  subject text,
  detail jsonb not null,
  address text,
  seq bigint not null,
  logged_at timestamp with time zone not null,
  constraint audit_pkey PRIMARY KEY (district, id),
  constraint audit_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['person'::text, 'client'::text, 'system'::text, 'anonymous'::text])))
);
CREATE INDEX audit_action ON kernel.audit USING btree (district, action, id);
CREATE INDEX audit_actor ON kernel.audit USING btree (district, actor_id, id) WHERE (actor_id IS NOT NULL);
CREATE INDEX audit_order ON kernel.audit USING btree (district, seq);
CREATE INDEX audit_subject ON kernel.audit USING btree (district, subject, id) WHERE (subject IS NOT NULL);

-- [append-only] Hash chain over the audit log: each seal covers the rows since the one before and its hash. A changed or missing row breaks the chain.
table kernel.audit_seal (
  district integer not null,
  seq bigint not null,
  sealed_at timestamp with time zone not null,
  last_seq bigint not null,
  rows integer not null,
  hash text not null,
  constraint audit_seal_pkey PRIMARY KEY (district, seq)
);


-- Answers remembered for a day under the sender's key, so that a repeated request has one effect.
table kernel.idempotency (
  district integer not null,
  key text not null,
  fingerprint text not null,
  at timestamp with time zone not null,
  answer jsonb,
  constraint idempotency_pkey PRIMARY KEY (district, key)
);
CREATE INDEX idempotency_age ON kernel.idempotency USING btree (at);

-- [append-only] Marks set once: the key whose look-up values the database holds. A process with another key is refused, because it could read nothing and find nobody.
table kernel.installation (
  district integer not null,
  name text not null,
  value text not null,
  at timestamp with time zone not null,
  constraint installation_pkey PRIMARY KEY (district, name)
);


-- [no-district] Migrations that ran, with the digest of their text.
table kernel.migration (
  module text not null,
  file text not null,
  digest text not null,
  at timestamp with time zone not null,
  constraint migration_pkey PRIMARY KEY (module, file)
);


-- Events that other modules are told of, at least once, after their transaction has committed.
table kernel.outbox (
  district integer not null,
  id uuid not null,
  at timestamp with time zone not null,
  event text not null,
  payload jsonb not null,
  due_at timestamp with time zone not null,
  tries integer not null,
  fault text,
  delivered_at timestamp with time zone,
  constraint outbox_pkey PRIMARY KEY (district, id)
);
CREATE INDEX outbox_waiting ON kernel.outbox USING btree (district, due_at, id) WHERE (delivered_at IS NULL);

-- Text messages on their way. Written in the transaction of the act that causes them; sent afterwards, at least once. This table is the truth, jobs only wake the sender.
table notices.message_outbox (
  district integer not null,
  id uuid not null,
  channel text not null,
  kind text not null,
  to_cipher bytea,
  to_masked text not null,
  body_cipher bytea,
  body_masked text not null,
  state text not null,
  tries integer not null,
  due_at timestamp with time zone not null,
  lease_until timestamp with time zone,
  expires_at timestamp with time zone,
  receipt text,
  fault text,
  created_at timestamp with time zone not null,
  sent_at timestamp with time zone,
  constraint message_outbox_pkey PRIMARY KEY (district, id),
  constraint message_outbox_channel_check CHECK ((channel = 'sms'::text)),
  constraint message_outbox_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'sending'::text, 'sent'::text, 'failed'::text, 'expired'::text])))
);
CREATE INDEX message_outbox_age ON notices.message_outbox USING btree (district, id DESC);
CREATE INDEX message_outbox_waiting ON notices.message_outbox USING btree (district, due_at) WHERE (state = ANY (ARRAY['waiting'::text, 'sending'::text]));

-- What the platform told a person, in both languages; the inbox is always on, whatever other channel also carries it.
table notices.notice (
  district integer not null,
  id uuid not null,
  person uuid not null,
  kind text not null,
  title jsonb not null,
  body jsonb not null,
  link text,
  created_at timestamp with time zone not null,
  read_at timestamp with time zone,
  constraint notice_pkey PRIMARY KEY (district, id),
  constraint notice_link_check CHECK ((link ~ '^/([^/\\]|$)'::text))
);
CREATE INDEX notice_of_person ON notices.notice USING btree (district, person, id DESC);
CREATE INDEX notice_unread ON notices.notice USING btree (district, person) WHERE (read_at IS NULL);

-- [append-only] Every word of a person on one purpose; the last one counts (PIPL art. 14 to 16). Rows go through privacy.forget_consents only, three years after they ceased to count.
table privacy.consent (
  district integer not null,
  id uuid not null,
  person uuid not null,
  purpose text not null,
  decision text not null,
  decided_by uuid not null,
  text_hash text not null,
  notice_version text not null,
  channel text not null,
  at timestamp with time zone not null,
  constraint consent_pkey PRIMARY KEY (district, id),
  constraint consent_district_text_hash_fkey FOREIGN KEY (district, text_hash) REFERENCES privacy.consent_text(district, hash),
  constraint consent_channel_check CHECK ((channel = ANY (ARRAY['web'::text, 'counter'::text, 'phone'::text, 'import'::text, 'demo'::text]))),
  constraint consent_decision_check CHECK ((decision = ANY (ARRAY['given'::text, 'refused'::text, 'withdrawn'::text])))
);
CREATE INDEX consent_by_text ON privacy.consent USING btree (district, text_hash);
CREATE INDEX consent_of_person ON privacy.consent USING btree (district, person, purpose, id DESC);

-- [append-only] The words that people were shown when they were asked, so that a consent can be proved after the words have changed.
table privacy.consent_text (
  district integer not null,
  hash text not null,
  purpose text not null,
  text jsonb not null,
  first_used_at timestamp with time zone not null,
  constraint consent_text_pkey PRIMARY KEY (district, hash)
);


-- Who asked to be erased, what is kept by law and why. Unfinished while something must still be answered; a nightly job finishes it.
table privacy.erasure (
  district integer not null,
  person uuid not null,
  requested_by uuid,
  requested_at timestamp with time zone not null,
  kept jsonb not null,
  finished_at timestamp with time zone,
  constraint erasure_pkey PRIMARY KEY (district, person)
);
CREATE INDEX erasure_unfinished ON privacy.erasure USING btree (district, requested_at) WHERE (finished_at IS NULL);

-- One activity of a project, at a place, on one or more shifts. A dangerous one is not open before an accident insurance covers its names (志愿服务条例 art. 17).
table volunteering.activity (
  district integer not null,
  id uuid not null,
  version integer not null,
  project uuid not null,
  circle uuid,
  unit uuid not null,
  kind text not null,
  title text not null,
  content text not null,
  risks text not null,
  is_dangerous boolean not null,
  insurance jsonb,
  place text not null,
  address text not null,
  longitude double precision,
  latitude double precision,
  radius_m integer not null,
  leader uuid not null,
  status text not null,
  cancel_reason text,
  sign_up_from timestamp with time zone not null,
  sign_up_until timestamp with time zone not null,
  cancel_until timestamp with time zone not null,
  early_from timestamp with time zone,
  early_circles uuid[] not null,
  only_place text,
  min_age integer,
  accompanied_below integer,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  series uuid,
  created_by uuid not null,
  created_at timestamp with time zone not null,
  settled_at timestamp with time zone,
  needs_evaluation boolean not null,
  street text not null,
  community text not null,
  words tsvector not null,
  constraint activity_pkey PRIMARY KEY (district, id),
  constraint activity_district_project_fkey FOREIGN KEY (district, project) REFERENCES volunteering.project(district, id),
  constraint activity_check CHECK ((ends_at > starts_at)),
  constraint activity_check1 CHECK ((sign_up_from < sign_up_until)),
  constraint activity_check2 CHECK (((NOT is_dangerous) OR (status = 'draft'::text) OR (status = 'cancelled'::text) OR (insurance IS NOT NULL))),
  constraint activity_radius_m_check CHECK (((radius_m >= 20) AND (radius_m <= 5000))),
  constraint activity_status_check CHECK ((status = ANY (ARRAY['draft'::text, 'open'::text, 'cancelled'::text, 'settled'::text])))
);
CREATE INDEX activity_by_start ON volunteering.activity USING btree (district, starts_at, id);
CREATE INDEX activity_coming ON volunteering.activity USING btree (district, starts_at, id) WHERE (status = 'open'::text);
CREATE INDEX activity_coming_at_point ON volunteering.activity USING btree (district, longitude, latitude, starts_at) WHERE ((status = 'open'::text) AND (longitude IS NOT NULL));
CREATE INDEX activity_coming_in_community ON volunteering.activity USING btree (district, community, starts_at, id) WHERE (status = 'open'::text);
CREATE INDEX activity_coming_in_street ON volunteering.activity USING btree (district, street, starts_at, id) WHERE (status = 'open'::text);
CREATE INDEX activity_coming_of_kind ON volunteering.activity USING btree (district, kind, starts_at, id) WHERE (status = 'open'::text);
CREATE INDEX activity_of_circle ON volunteering.activity USING btree (district, circle, starts_at) WHERE (circle IS NOT NULL);
CREATE INDEX activity_of_leader ON volunteering.activity USING btree (district, leader, starts_at DESC);
CREATE INDEX activity_of_project ON volunteering.activity USING btree (district, project, starts_at);
CREATE INDEX activity_of_series ON volunteering.activity USING btree (district, series, starts_at) WHERE (series IS NOT NULL);
CREATE INDEX activity_of_unit ON volunteering.activity USING btree (district, unit, starts_at DESC);
CREATE INDEX activity_unevaluated ON volunteering.activity USING btree (district, ends_at, id) WHERE needs_evaluation;
CREATE INDEX activity_unsettled ON volunteering.activity USING btree (district, ends_at, id) WHERE (status = 'open'::text);
CREATE INDEX activity_words ON volunteering.activity USING gin (words) WHERE (status = 'open'::text);

-- Who was there, from check-in to check-out. pending: nobody checked out; it counts for nothing until a recorder decides.
table volunteering.attendance (
  district integer not null,
  shift uuid not null,
  person uuid not null,
  activity uuid not null,
  post uuid not null,
  sign_up uuid not null,
  came_at timestamp with time zone,
  left_at timestamp with time zone,
  came_by text,
  left_by text,
  came_place text not null,
  left_place text not null,
  reason text,
  checked_by uuid,
  state text not null,
  constraint attendance_pkey PRIMARY KEY (district, shift, person),
  constraint attendance_district_activity_fkey FOREIGN KEY (district, activity) REFERENCES volunteering.activity(district, id),
  constraint attendance_district_shift_fkey FOREIGN KEY (district, shift) REFERENCES volunteering.shift(district, id),
  constraint attendance_came_by_check CHECK ((came_by = ANY (ARRAY['screen-code'::text, 'personal-code'::text, 'roll-call'::text, 'self'::text]))),
  constraint attendance_came_place_check CHECK ((came_place = ANY (ARRAY['at'::text, 'near'::text, 'away'::text, 'unknown'::text]))),
  constraint attendance_check CHECK (((left_at IS NULL) OR (came_at IS NULL) OR (left_at >= came_at))),
  constraint attendance_left_by_check CHECK ((left_by = ANY (ARRAY['screen-code'::text, 'personal-code'::text, 'roll-call'::text, 'self'::text, 'recorder'::text]))),
  constraint attendance_left_place_check CHECK ((left_place = ANY (ARRAY['at'::text, 'near'::text, 'away'::text, 'unknown'::text]))),
  constraint attendance_state_check CHECK ((state = ANY (ARRAY['present'::text, 'left'::text, 'pending'::text, 'confirmed'::text, 'no-show'::text])))
);
CREATE INDEX attendance_of_activity ON volunteering.attendance USING btree (district, activity, state, shift);
CREATE INDEX attendance_of_person ON volunteering.attendance USING btree (district, person, shift);

-- The secret address of a person's own shifts for calendar programs; only its digest is kept. Another one takes the place of the one before. Personal datum: volunteering.records.
table volunteering.calendar_feed (
  district integer not null,
  person uuid not null,
  token_hash text not null,
  made_at timestamp with time zone not null,
  constraint calendar_feed_pkey PRIMARY KEY (district, person)
);
CREATE UNIQUE INDEX calendar_feed_token ON volunteering.calendar_feed USING btree (district, token_hash);

-- 表彰奖励: name, granting body and date (order 67, art. 9). What was recorded wrongly is withdrawn with the reason and stays readable. Personal datum: volunteering.groups.
table volunteering.commendation (
  district integer not null,
  id uuid not null,
  person uuid not null,
  name text not null,
  granted_by text not null,
  granted_on date not null,
  is_high boolean not null,
  paper uuid,
  unit uuid not null,
  author uuid,
  at timestamp with time zone not null,
  withdrawn_at timestamp with time zone,
  withdrawn_why text,
  constraint commendation_pkey PRIMARY KEY (district, id),
  constraint commendation_check CHECK (((NOT is_high) OR (paper IS NOT NULL))),
  constraint commendation_granted_by_check CHECK ((granted_by <> ''::text)),
  constraint commendation_name_check CHECK ((name <> ''::text))
);
CREATE INDEX commendation_of_person ON volunteering.commendation USING btree (district, person, granted_on DESC, id);
CREATE INDEX commendation_of_unit ON volunteering.commendation USING btree (district, unit, person, granted_on, id);

-- [append-only] 评价 of the service at one activity: how the task was done, in words and with its date (order 67, art. 10). It is about the service, not the person: nothing is added up. Personal datum: volunteering.groups.
table volunteering.evaluation (
  district integer not null,
  id uuid not null,
  person uuid not null,
  activity uuid not null,
  unit uuid not null,
  outcome text not null,
  words text not null,
  author uuid,
  at timestamp with time zone not null,
  constraint evaluation_pkey PRIMARY KEY (district, id),
  constraint evaluation_district_activity_fkey FOREIGN KEY (district, activity) REFERENCES volunteering.activity(district, id),
  constraint evaluation_outcome_check CHECK ((outcome = ANY (ARRAY['well'::text, 'done'::text, 'not-done'::text])))
);
CREATE INDEX evaluation_of_activity ON volunteering.evaluation USING btree (district, activity, person, at DESC, id DESC);
CREATE INDEX evaluation_of_person ON volunteering.evaluation USING btree (district, person, at DESC, id);
CREATE INDEX evaluation_of_unit ON volunteering.evaluation USING btree (district, unit, person, at);

-- Minutes and services of a month by region, circle, kind and unit; sums of the standing records.
table volunteering.month_total (
  district integer not null,
  month date not null,
  dimension text not null,
  key text not null,
  minutes bigint not null,
  services integer not null,
  constraint month_total_pkey PRIMARY KEY (district, dimension, key, month) INCLUDE (minutes, services),
  constraint month_total_dimension_check CHECK ((dimension = ANY (ARRAY['region'::text, 'circle'::text, 'kind'::text, 'unit'::text])))
);


-- Who did not come, recorded by whom and why; can be contested and lapses. It never takes service time away and no one is ranked by it.
table volunteering.no_show (
  district integer not null,
  shift uuid not null,
  person uuid not null,
  activity uuid not null,
  author uuid,
  reason text not null,
  at timestamp with time zone not null,
  lapses_on date not null,
  withdrawn_at timestamp with time zone,
  withdrawn_why text,
  constraint no_show_pkey PRIMARY KEY (district, shift, person),
  constraint no_show_district_activity_fkey FOREIGN KEY (district, activity) REFERENCES volunteering.activity(district, id)
);
CREATE INDEX no_show_of_activity ON volunteering.no_show USING btree (district, activity);
CREATE INDEX no_show_of_person ON volunteering.no_show USING btree (district, person, at DESC);

-- A volunteer says a record is wrong or missing, or contests a no-show (order 67, art. 13); answered within the set working days.
table volunteering.objection (
  district integer not null,
  id uuid not null,
  person uuid not null,
  record uuid,
  activity uuid not null,
  about text not null,
  words text not null,
  at timestamp with time zone not null,
  due_at timestamp with time zone not null,
  answered_at timestamp with time zone,
  answered_by uuid,
  answer text,
  upheld boolean,
  constraint objection_pkey PRIMARY KEY (district, id),
  constraint objection_district_activity_fkey FOREIGN KEY (district, activity) REFERENCES volunteering.activity(district, id),
  constraint objection_about_check CHECK ((about = ANY (ARRAY['record'::text, 'missing'::text, 'no-show'::text])))
);
CREATE INDEX objection_of_activity ON volunteering.objection USING btree (district, activity, id);
CREATE INDEX objection_of_person ON volunteering.objection USING btree (district, person, id DESC);
CREATE INDEX objection_open ON volunteering.objection USING btree (district, due_at) WHERE (answered_at IS NULL);

-- Who leads, checks in and records an activity: three distinct parts.
table volunteering.organiser (
  district integer not null,
  activity uuid not null,
  person uuid not null,
  role text not null,
  constraint organiser_pkey PRIMARY KEY (district, activity, person, role),
  constraint organiser_district_activity_fkey FOREIGN KEY (district, activity) REFERENCES volunteering.activity(district, id),
  constraint organiser_role_check CHECK ((role = ANY (ARRAY['leader'::text, 'checker'::text, 'recorder'::text])))
);
CREATE INDEX organiser_person ON volunteering.organiser USING btree (district, person, activity);

-- Public keys that the platform has vouched for, so that a checker's phone verifies personal codes without a network. Another phone of the same person takes the place of the one before. Personal datum: volunteering.records.
table volunteering.phone_key (
  district integer not null,
  activity uuid not null,
  person uuid not null,
  public_key text not null,
  at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  constraint phone_key_pkey PRIMARY KEY (district, activity, person, public_key),
  constraint phone_key_district_activity_fkey FOREIGN KEY (district, activity) REFERENCES volunteering.activity(district, id)
);
CREATE INDEX phone_key_of_person ON volunteering.phone_key USING btree (district, person);

-- 岗位: a role within a shift with its own capacity and qualification. taken counts places held or offered, waiting those in line; line is the last number given out.
table volunteering.post (
  district integer not null,
  shift uuid not null,
  id uuid not null,
  activity uuid not null,
  name text not null,
  capacity integer not null,
  waitlist integer not null,
  taken integer not null,
  waiting integer not null,
  line integer not null,
  qualification text,
  min_age integer,
  checks_itself boolean not null,
  constraint post_district_shift_id_key UNIQUE (district, shift, id),
  constraint post_pkey PRIMARY KEY (district, id),
  constraint post_district_shift_fkey FOREIGN KEY (district, shift) REFERENCES volunteering.shift(district, id),
  constraint never_beyond_capacity CHECK (((taken >= 0) AND (taken <= capacity))),
  constraint never_beyond_waitlist CHECK (((waiting >= 0) AND (waiting <= waitlist))),
  constraint post_capacity_check CHECK (((capacity >= 1) AND (capacity <= 10000))),
  constraint post_waitlist_check CHECK (((waitlist >= 0) AND (waitlist <= 10000)))
);
CREATE INDEX post_of_activity ON volunteering.post USING btree (district, activity, shift, id);

-- 众治项目: published by a circle or unit, reviewed by the community or street, then carried out in activities.
table volunteering.project (
  district integer not null,
  id uuid not null,
  version integer not null,
  circle uuid,
  unit uuid not null,
  place text not null,
  kind text not null,
  title text not null,
  content text not null,
  risks text not null,
  status text not null,
  proposed_by uuid not null,
  decided_by uuid,
  decided_at timestamp with time zone,
  decision_reason text,
  created_at timestamp with time zone not null,
  constraint project_pkey PRIMARY KEY (district, id),
  constraint project_status_check CHECK ((status = ANY (ARRAY['draft'::text, 'review'::text, 'open'::text, 'refused'::text, 'closed'::text])))
);
CREATE INDEX project_by_status ON volunteering.project USING btree (district, status, place, id DESC);
CREATE INDEX project_of_circle ON volunteering.project USING btree (district, circle, id DESC) WHERE (circle IS NOT NULL);
CREATE INDEX project_of_proposer ON volunteering.project USING btree (district, proposed_by, id DESC);
CREATE INDEX project_of_unit ON volunteering.project USING btree (district, unit, id DESC);

-- [append-only] 服务记录 with its seven mandatory fields (order 67, art. 7). A correction is a new revision with author and reason; older values stay readable. Kept ten years at least (GB/T 40143).
table volunteering.record (
  district integer not null,
  id uuid not null,
  revision integer not null,
  person uuid not null,
  activity uuid not null,
  shift uuid,
  kind text not null,
  class text not null,
  minutes integer not null,
  stands text not null,
  served_on date not null,
  activity_name text not null,
  place text not null,
  content text not null,
  unit uuid not null,
  unit_name text not null,
  leader uuid not null,
  leader_name text not null,
  circle uuid,
  region text not null,
  author uuid,
  reason text,
  proof uuid[] not null,
  at timestamp with time zone not null,
  constraint record_pkey PRIMARY KEY (district, id, revision),
  constraint record_district_activity_fkey FOREIGN KEY (district, activity) REFERENCES volunteering.activity(district, id),
  constraint record_activity_name_check CHECK ((activity_name <> ''::text)),
  constraint record_class_check CHECK ((class = ANY (ARRAY['timed'::text, 'entered'::text]))),
  constraint record_content_check CHECK ((content <> ''::text)),
  constraint record_leader_name_check CHECK ((leader_name <> ''::text)),
  constraint record_minutes_check CHECK (((minutes >= 0) AND (minutes <= 1440))),
  constraint record_place_check CHECK ((place <> ''::text)),
  constraint record_stands_check CHECK ((stands = ANY (ARRAY['counts'::text, 'needs-superior'::text, 'needs-district'::text, 'annulled'::text]))),
  constraint record_unit_name_check CHECK ((unit_name <> ''::text))
);
CREATE INDEX record_of_activity ON volunteering.record USING btree (district, activity, person, revision DESC);
CREATE INDEX record_of_person ON volunteering.record USING btree (district, person, served_on DESC, id, revision DESC);

-- [append-only] Who took the records of a unit, or without one of the district, out for which days and what for; its files are read within the hour.
table volunteering.record_export (
  district integer not null,
  id uuid not null,
  person uuid not null,
  unit uuid,
  from_day date not null,
  until_day date not null,
  whole_numbers boolean not null,
  reason text not null,
  at timestamp with time zone not null,
  constraint record_export_pkey PRIMARY KEY (district, id),
  constraint record_export_check CHECK ((from_day <= until_day))
);
CREATE INDEX record_export_of_person ON volunteering.record_export USING btree (district, person, at DESC);

-- Reminders sent, once each for the time that the shift had then: a shift that was moved is reminded of anew.
table volunteering.reminder (
  district integer not null,
  sign_up uuid not null,
  ahead text not null,
  starts_at timestamp with time zone not null,
  at timestamp with time zone not null,
  constraint reminder_pkey PRIMARY KEY (district, sign_up, ahead, starts_at),
  constraint reminder_district_sign_up_fkey FOREIGN KEY (district, sign_up) REFERENCES volunteering.sign_up(district, id),
  constraint reminder_ahead_check CHECK ((ahead = ANY (ARRAY['day'::text, 'hour'::text])))
);


-- The district's own rules where they differ from the defaults: how much one person takes on, days to answer an objection.
table volunteering.rule (
  district integer not null,
  name text not null,
  value jsonb not null,
  changed_at timestamp with time zone not null,
  constraint rule_pkey PRIMARY KEY (district, name)
);


-- [append-only] Every attempt to check in or out with what became of it, also the refused and the repeated; a nonce makes a repeated upload nothing new.
table volunteering.scan (
  district integer not null,
  nonce uuid not null,
  activity uuid not null,
  shift uuid,
  person uuid,
  step text not null,
  way text not null,
  outcome text not null,
  scanned_by uuid,
  device text,
  scanned_at timestamp with time zone not null,
  at timestamp with time zone not null,
  constraint scan_pkey PRIMARY KEY (district, nonce),
  constraint scan_step_check CHECK ((step = ANY (ARRAY['in'::text, 'out'::text]))),
  constraint scan_way_check CHECK ((way = ANY (ARRAY['screen-code'::text, 'personal-code'::text, 'roll-call'::text, 'self'::text])))
);
CREATE INDEX scan_of_activity ON volunteering.scan USING btree (district, activity, at DESC);
CREATE INDEX scan_of_person ON volunteering.scan USING btree (district, person, at DESC) WHERE (person IS NOT NULL);

-- A stretch of an activity; people meet at a time of its own before it starts.
table volunteering.shift (
  district integer not null,
  activity uuid not null,
  id uuid not null,
  name text not null,
  meets_at timestamp with time zone not null,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  constraint shift_district_activity_id_key UNIQUE (district, activity, id),
  constraint shift_pkey PRIMARY KEY (district, id),
  constraint shift_district_activity_fkey FOREIGN KEY (district, activity) REFERENCES volunteering.activity(district, id),
  constraint shift_check CHECK (((meets_at <= starts_at) AND (starts_at < ends_at) AND ((ends_at - starts_at) <= '24:00:00'::interval)))
);


-- A person's place at a post, or in its line. number is the order of commit at that post.
table volunteering.sign_up (
  district integer not null,
  id uuid not null,
  post uuid not null,
  shift uuid not null,
  activity uuid not null,
  person uuid not null,
  state text not null,
  number integer not null,
  meets_at timestamp with time zone not null,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  signed_up_by uuid not null,
  group_id uuid,
  at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  offered_until timestamp with time zone,
  reason text,
  constraint sign_up_pkey PRIMARY KEY (district, id),
  constraint sign_up_district_activity_fkey FOREIGN KEY (district, activity) REFERENCES volunteering.activity(district, id),
  constraint sign_up_district_post_fkey FOREIGN KEY (district, post) REFERENCES volunteering.post(district, id),
  constraint sign_up_state_check CHECK ((state = ANY (ARRAY['held'::text, 'waiting'::text, 'offered'::text, 'withdrawn'::text, 'declined'::text, 'lapsed'::text, 'removed'::text, 'cancelled'::text])))
);
CREATE INDEX sign_up_coming ON volunteering.sign_up USING btree (district, starts_at, id) WHERE (state = 'held'::text);
CREATE INDEX sign_up_line ON volunteering.sign_up USING btree (district, post, state, number);
CREATE INDEX sign_up_of_activity ON volunteering.sign_up USING btree (district, activity, state, number);
CREATE INDEX sign_up_of_person ON volunteering.sign_up USING btree (district, person, starts_at DESC);
CREATE INDEX sign_up_offered ON volunteering.sign_up USING btree (district, offered_until) WHERE (state = 'offered'::text);
CREATE INDEX sign_up_waiting ON volunteering.sign_up USING btree (district, starts_at) WHERE (state = 'waiting'::text);
CREATE UNIQUE INDEX sign_up_once ON volunteering.sign_up USING btree (district, shift, person) WHERE (state = ANY (ARRAY['held'::text, 'waiting'::text, 'offered'::text]));

-- The newest revision of every service record, for lists and totals; written with it in one transaction.
table volunteering.standing (
  district integer not null,
  record uuid not null,
  revision integer not null,
  person uuid not null,
  activity uuid not null,
  unit uuid not null,
  circle uuid,
  region text not null,
  kind text not null,
  class text not null,
  minutes integer not null,
  stands text not null,
  served_on date not null,
  constraint standing_pkey PRIMARY KEY (district, record),
  constraint standing_district_activity_fkey FOREIGN KEY (district, activity) REFERENCES volunteering.activity(district, id)
);
CREATE INDEX standing_of_activity ON volunteering.standing USING btree (district, activity, person);
CREATE INDEX standing_of_circle ON volunteering.standing USING btree (district, circle, served_on DESC, record DESC) WHERE ((stands = 'counts'::text) AND (circle IS NOT NULL));
CREATE INDEX standing_of_day ON volunteering.standing USING btree (district, person, served_on) WHERE (stands <> 'annulled'::text);
CREATE INDEX standing_of_kind ON volunteering.standing USING btree (district, kind, served_on DESC, record DESC) WHERE (stands = 'counts'::text);
CREATE INDEX standing_of_person ON volunteering.standing USING btree (district, person, served_on DESC, record);
CREATE INDEX standing_of_region ON volunteering.standing USING btree (district, region, served_on DESC, record DESC) WHERE (stands = 'counts'::text);
CREATE INDEX standing_of_unit ON volunteering.standing USING btree (district, unit, served_on DESC, record DESC) WHERE (stands = 'counts'::text);
CREATE INDEX standing_of_unit_people ON volunteering.standing USING btree (district, unit, person, served_on);
CREATE INDEX standing_waiting ON volunteering.standing USING btree (district, stands, region, served_on) WHERE (stands = ANY (ARRAY['needs-superior'::text, 'needs-district'::text]));

-- [append-only] Stars granted to a volunteer.
table volunteering.star (
  district integer not null,
  person uuid not null,
  level integer not null,
  granted_on date not null,
  valid_until date,
  granting_body text not null,
  at timestamp with time zone not null,
  constraint star_pkey PRIMARY KEY (district, person, level, granted_on)
);


-- Stars by hours: default 100, 300, 600, 1,000 and 1,500 hours; body and validity as data.
table volunteering.star_scheme (
  district integer not null,
  level integer not null,
  valid_from date not null,
  hours integer not null,
  granting_body text not null,
  valid_years integer,
  constraint star_scheme_pkey PRIMARY KEY (district, level, valid_from),
  constraint star_scheme_level_check CHECK (((level >= 1) AND (level <= 10)))
);


-- What counts of a person's service, kept with every record so that a page need not add up.
table volunteering.total (
  district integer not null,
  person uuid not null,
  timed_minutes bigint not null,
  entered_minutes bigint not null,
  records integer not null,
  constraint total_pkey PRIMARY KEY (district, person)
);


-- 培训: name, content, duration, provider and date (order 67, art. 8). What was recorded wrongly is withdrawn with the reason and stays readable. Personal datum: volunteering.groups.
table volunteering.training (
  district integer not null,
  id uuid not null,
  person uuid not null,
  name text not null,
  content text not null,
  minutes integer not null,
  provider text not null,
  unit uuid not null,
  trained_on date not null,
  author uuid,
  at timestamp with time zone not null,
  withdrawn_at timestamp with time zone,
  withdrawn_why text,
  constraint training_pkey PRIMARY KEY (district, id),
  constraint training_content_check CHECK ((content <> ''::text)),
  constraint training_minutes_check CHECK ((minutes > 0)),
  constraint training_name_check CHECK ((name <> ''::text)),
  constraint training_provider_check CHECK ((provider <> ''::text))
);
CREATE INDEX training_of_person ON volunteering.training USING btree (district, person, trained_on DESC, id);
CREATE INDEX training_of_unit ON volunteering.training USING btree (district, unit, person, trained_on, id);

-- What someone may do, since when and until when; counts once staff have seen the evidence. Personal datum: volunteers.qualification.
table volunteers.qualification (
  district integer not null,
  id uuid not null,
  person uuid not null,
  kind text not null,
  valid_from date not null,
  valid_until date,
  evidence uuid,
  state text not null,
  stated_at timestamp with time zone not null,
  decided_by uuid,
  decided_at timestamp with time zone,
  reason text,
  constraint qualification_pkey PRIMARY KEY (district, id),
  constraint qualification_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'confirmed'::text, 'refused'::text])))
);
CREATE INDEX qualification_of_person ON volunteers.qualification USING btree (district, person, kind);
CREATE INDEX qualification_waiting ON volunteers.qualification USING btree (district, id) WHERE (state = 'waiting'::text);

-- Kinds of qualification; one may include others, as a doctor's licence includes first aid.
table volunteers.qualification_kind (
  district integer not null,
  kind text not null,
  label text not null,
  includes text[] not null,
  constraint qualification_kind_pkey PRIMARY KEY (district, kind)
);


-- Rows of a roster that were read and are not written yet. Encrypted: they hold names and numbers. A chunk goes in the transaction that writes its people.
table volunteers.roster_chunk (
  district integer not null,
  import uuid not null,
  first_row integer not null,
  rows_cipher bytea not null,
  constraint roster_chunk_pkey PRIMARY KEY (district, import, first_row),
  constraint roster_chunk_district_import_fkey FOREIGN KEY (district, import) REFERENCES volunteers.roster_import(district, id)
);


-- Rows of a roster that did not come in: row, column, what is wrong and what to do; never the value itself.
table volunteers.roster_fault (
  district integer not null,
  import uuid not null,
  row integer not null,
  field text not null,
  repeats boolean not null,
  zh text not null,
  en text not null,
  constraint roster_fault_pkey PRIMARY KEY (district, import, "row", field),
  constraint roster_fault_district_import_fkey FOREIGN KEY (district, import) REFERENCES volunteers.roster_import(district, id)
);


-- A roster of volunteers that came as a spreadsheet: whose it is, that the people on it agreed (order 67, art. 6), how far it is, what came of it.
table volunteers.roster_import (
  district integer not null,
  id uuid not null,
  file uuid,
  file_name text not null,
  organisation text not null,
  declaration text not null,
  places text[] not null,
  made_by uuid,
  made_at timestamp with time zone not null,
  state text not null,
  tries integer not null,
  touched_at timestamp with time zone not null,
  read_to integer not null,
  rows_read integer not null,
  rows_done integer not null,
  added integer not null,
  joined integer not null,
  known integer not null,
  repeated integer not null,
  refused integer not null,
  ignored_columns text[] not null,
  fault text,
  done_at timestamp with time zone,
  constraint roster_import_pkey PRIMARY KEY (district, id),
  constraint roster_import_check CHECK ((rows_done <= rows_read)),
  constraint roster_import_check1 CHECK ((((((added + joined) + known) + repeated) + refused) = rows_done)),
  constraint roster_import_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'reading'::text, 'writing'::text, 'done'::text, 'failed'::text])))
);
CREATE INDEX roster_import_of_maker ON volunteers.roster_import USING btree (district, made_by, id DESC);
CREATE INDEX roster_import_running ON volunteers.roster_import USING btree (district, touched_at) WHERE (state = ANY (ARRAY['waiting'::text, 'reading'::text, 'writing'::text]));

-- Who stood on which roster: where a volunteer's registration came from. Personal datum: volunteers.roster.
table volunteers.roster_person (
  district integer not null,
  import uuid not null,
  person uuid not null,
  row integer not null,
  constraint roster_person_pkey PRIMARY KEY (district, import, person),
  constraint roster_person_district_import_fkey FOREIGN KEY (district, import) REFERENCES volunteers.roster_import(district, id)
);
CREATE INDEX roster_person_person ON volunteers.roster_person USING btree (district, person);

-- Who has registered to serve. Name, phone and region are the directory's; a minor waits until a guardian has agreed.
table volunteers.volunteer (
  district integer not null,
  person uuid not null,
  number text not null,
  status text not null,
  skills text[] not null,
  interests text[] not null,
  free_times text[] not null,
  guardian uuid,
  guardian_agreed_at timestamp with time zone,
  joined_at timestamp with time zone not null,
  left_at timestamp with time zone,
  version integer not null,
  constraint volunteer_district_number_key UNIQUE (district, number),
  constraint volunteer_pkey PRIMARY KEY (district, person),
  constraint volunteer_status_check CHECK ((status = ANY (ARRAY['active'::text, 'waiting-for-guardian'::text, 'left'::text])))
);
CREATE INDEX volunteer_of_guardian ON volunteers.volunteer USING btree (district, guardian) WHERE (guardian IS NOT NULL);
