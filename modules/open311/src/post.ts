import { maskName, normalisePhone } from '@zhongzhi/contract-kit';
import { Refusal, type Actor, type Context } from '@zhongzhi/kernel';
import { getCaseType, openCase, recordUpdate, type CaseType } from '@zhongzhi/casework';
import { attributesOf, openServices, readAttribute } from './domain/services.ts';
import { errors, Open311Error } from './domain/refusals.ts';
import { findReadable, sourceOf, addressOf } from './requests.ts';
import { numberOf, textOf, type Sent } from './parameters.ts';

type Client = Extract<Actor, { kind: 'client' }>;

/** Takes a request in. @returns its number, which is its service_request_id. */
export async function postRequest(context: Context, sent: Sent, client: Client): Promise<object> {
  const code = textOf(sent, 'service_code', 60);
  if (code === undefined) throw errors.missing('service_code');
  const type = openServices(context).find(({ name }) => name === code);
  if (type === undefined) throw errors.service();
  const form = formOf(context, type, sent);
  try {
    const name = [textOf(sent, 'last_name', 40), textOf(sent, 'first_name', 40)]
      .filter((part) => part !== undefined)
      .join('');
    const externalId = textOf(sent, 'external_id', 100) ?? textOf(sent, 'device_request_id', 100);
    const opened = await openCase(context, type, {
      form,
      source: sourceOf(client),
      opener: null,
      openerWords: name === '' ? client.name : maskName(name),
      ...(externalId === undefined ? {} : { externalId }),
    });
    return { service_request_id: opened.number, service_notice: '', account_id: '' };
  } catch (error) {
    if (error instanceof Refusal && error.kind === 'invalid')
      throw new Open311Error(
        400,
        [error.text[context.language], ...error.errors.map(({ field, detail }) => `${field}: ${detail}`)].join(' '),
      );
    throw error;
  }
}

function formOf(context: Context, type: CaseType, sent: Sent): Record<string, unknown> {
  const form: Record<string, unknown> = {};
  const has = (key: string): boolean => type.form.some((field) => field.key === key);
  const description = textOf(sent, 'description', 4_000);
  if (description === undefined && type.form.some((field) => field.key === 'description' && field.required === true))
    throw errors.missing('description');
  if (description !== undefined && has('description')) form['description'] = description;
  const latitude = numberOf(sent, 'lat', -90, 90);
  const longitude = numberOf(sent, 'long', -180, 180);
  const address = addressOf(sent);
  const addressId = textOf(sent, 'address_id', 100);
  const isPlaced = has('point') || has('place');
  if (
    isPlaced &&
    (latitude === undefined || longitude === undefined) &&
    address === undefined &&
    addressId === undefined
  )
    throw errors.missing('lat and long, address_string or address_id');
  if (has('point') && latitude !== undefined && longitude !== undefined) form['point'] = { longitude, latitude };
  if (has('address') && address !== undefined) form['address'] = address;
  if (has('place'))
    form['place'] = addressId !== undefined && /^\d{6,15}$/.test(addressId) ? addressId : String(context.district);
  const phone = textOf(sent, 'phone', 30);
  if (phone !== undefined && has('contactPhone')) {
    const normal = normalisePhone(phone);
    if (normal !== null) form['contactPhone'] = normal;
  }
  return { ...form, ...attributesIn(type, sent) };
}

/** `attribute[code]=value` or `attribute[code][]=value`, for the attributes that the definition lists. */
function attributesIn(type: CaseType, sent: Sent): Record<string, unknown> {
  const given: Record<string, unknown> = {};
  const known = attributesOf(type);
  for (const [name, value] of Object.entries(sent)) {
    const code = /^attribute\[([^\]]+)\](\[\])?$/.exec(name)?.[1];
    if (code === undefined || value === '') continue;
    const field = known.find(({ key }) => key === code);
    if (field === undefined) throw errors.malformed(name, `one of the attributes of ${type.name}`);
    given[code] = readAttribute(field, value);
  }
  return given;
}

const UPDATE_STATUSES =
  /^(open|closed|fixed|confirmed|in_progress|investigating|action_scheduled|no_further_action|unable_to_fix|not_responsible|duplicate|internal_referral|planned|for_triage)$/i;

/** Takes an update of a request that this client sent, or that is public. @returns its update id. */
export async function postUpdate(context: Context, sent: Sent, client: Client): Promise<object> {
  const number = textOf(sent, 'service_request_id', 40);
  if (number === undefined) throw errors.missing('service_request_id');
  const description = textOf(sent, 'description', 2_000);
  if (description === undefined) throw errors.missing('description');
  const status = textOf(sent, 'status', 40);
  if (status !== undefined && !UPDATE_STATUSES.test(status)) throw errors.malformed('status', 'OPEN or CLOSED');
  const row = await findReadable(context, number);
  if (row.source !== sourceOf(client) && row.visibility !== 'public') throw errors.request();
  getCaseType(context.platform, row.type, row.type_version);
  const said = /^(closed|fixed)$/i.test(status ?? '') ? `（对方标为已解决）${description}` : description;
  const update = textOf(sent, 'update_id', 100);
  const seq = await recordUpdate(context, row.id, {
    externalId: update === undefined ? null : `${client.clientId}:${update}`,
    words: said,
  });
  return { update_id: `${number}.${seq}`, service_request_id: number };
}
