import type { CaseTypeDescription } from '@zhongzhi/casework/contract';
import type { Loaded } from '@zhongzhi/web-kit';
import { api } from '../../api.ts';
import { useRemembered } from '../../app/remember.ts';

/** What can be opened here, with its form. Known without a connection too, once it was seen. */
export function useCaseTypes(): Loaded<readonly CaseTypeDescription[]> {
  return useRemembered<readonly CaseTypeDescription[]>('case-types', (signal) => api.get('/case-types', { signal }));
}
