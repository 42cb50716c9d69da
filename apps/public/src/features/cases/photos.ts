import type { CaseDetail } from '@zhongzhi/casework/contract';
import type { Photo } from '@zhongzhi/ui';
import { api } from '../../api.ts';

/** A picture by its id: small in the list, large when opened. */
export const photoOf = (id: string): Photo => ({
  id,
  url: api.address(`/files/${id}`, { size: 'thumb' }),
  largeUrl: api.address(`/files/${id}`),
});

/** The pictures of a stage. */
export const photosOf = (photos: CaseDetail['photos'], isWanted: (stage: string) => boolean): Photo[] =>
  photos.filter(({ stage, kind }) => kind === 'image' && isWanted(stage)).map(({ id }) => photoOf(id));
