import type { CaseDetail } from '@zhongzhi/casework/contract';
import { createOutbox, createStore, invalidate, newKey, type Step } from '@zhongzhi/web-kit';
import { api } from '../../api.ts';
import { currentOwner } from '../../app/session.ts';
import { withPhotoIds, type FormValues, type packForm, type Shot } from './values.ts';

/** What opening a case answers. */
export interface Opened {
  id: string;
  number: string;
  status: string;
  dueAt: string | null;
}

type Packed = ReturnType<typeof packForm>;

/** A new case as it waits on this device. */
export interface NewCase {
  type: string;
  title: string;
  packed: Packed;
  /** As the person filled it in: handed back when it is refused. */
  values: FormValues;
}

/** A refused form on its way back to its page. */
export const returned = createStore<{ type: string; values: FormValues } | null>(null);

/** Sends a photo or document and gives its id; the same `key` makes a repeat harmless. */
export async function upload({ blob, name }: Shot, key: string): Promise<string> {
  const form = new FormData();
  form.append('file', blob, name === '' ? 'photo.jpg' : name);
  const { id } = await api.post<{ id: string }>('/files', { body: form, idempotencyKey: key });
  return id;
}

async function sendCase({ type, packed }: NewCase, step: Step): Promise<Opened> {
  const ids: string[] = [];
  for (const shot of packed.photos) ids.push(await step(`photo-${shot.key}`, (key) => upload(shot, key)));
  const form = withPhotoIds(packed.plain, packed.photoFields, ids);
  return step('case', (key) => api.post<Opened>('/cases', { body: { type, form }, idempotencyKey: key }));
}

/** What is written without a connection waits here, photos included, and is sent once when the connection is back. */
export const outbox = createOutbox({
  senders: { case: sendCase },
  owner: currentOwner,
  onSent: () => invalidate('my/'),
});

export type Outcome =
  | { sent: Opened }
  | { waits: true }
  | { refused: string; errors: readonly { field: string; detail: string }[] };

let submitting = 0;

/** True while a page is sending: what becomes of it, the page says itself. */
export const isSubmitting = (): boolean => submitting > 0;

/** Keeps a new case on this device, then tries to send it. A refused one is handed back: nothing of it stays behind. */
export async function submitCase(draft: NewCase): Promise<Outcome> {
  submitting += 1;
  try {
    const id = await outbox.put('case', draft);
    await outbox.flush(true);
    const parcel = outbox.get().find((one) => one.id === id);
    if (parcel === undefined || parcel.state === 'waiting') return { waits: true };
    await outbox.drop(id);
    if (parcel.state === 'sent') return { sent: parcel.answer as Opened };
    return { refused: parcel.problem?.detail ?? '', errors: parcel.problem?.errors ?? [] };
  } finally {
    submitting -= 1;
  }
}

interface StepRequest {
  id: string;
  action: string;
  version: number;
  taskId?: string | undefined;
  packed: Packed;
}

/** Takes a step on a case, photos first. The same `key` makes a repeat harmless. */
export async function takeStep({ id, action, version, taskId, packed }: StepRequest, key: string): Promise<CaseDetail> {
  const ids: string[] = [];
  for (const shot of packed.photos) ids.push(await upload(shot, newKey()));
  const input = withPhotoIds(packed.plain, packed.photoFields, ids);
  return api.post<CaseDetail>(`/cases/${id}/actions/${action}`, {
    body: { version, input, ...(taskId === undefined ? {} : { taskId }) },
    idempotencyKey: key,
  });
}
