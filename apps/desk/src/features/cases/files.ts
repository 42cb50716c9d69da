import { addressOf, api } from '../../api.ts';

/** Uploads one file and gives its id; it is kept for a day until a case takes it. */
export async function uploadFile(file: File): Promise<string> {
  const form = new FormData();
  form.append('file', file, file.name);
  const { id } = await api.post<{ id: string }>('/files', form, crypto.randomUUID());
  return id;
}

/** Where a file is read from; only who may see its case gets it. */
export const fileAddress = (id: string): string => addressOf(`/files/${id}`);

/** A phone-sized image. */
export const smallImageAddress = (id: string): string => addressOf(`/files/${id}`, { size: 'thumb' });
