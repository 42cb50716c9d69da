import { useQuery } from '@tanstack/react-query';
import type { ServiceRules } from '@zhongzhi/volunteering/contract';
import { api } from '../../api.ts';

/** The rules that are in force, and every version of the star scheme. */
export const useServiceRules = () =>
  useQuery({ queryKey: ['service-rules'], queryFn: () => api.get<ServiceRules>('/service-rules') });
