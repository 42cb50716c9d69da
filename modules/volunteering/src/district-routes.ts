import { route } from '@zhongzhi/kernel';
import { getServiceRules, setServiceRules, setStarSchemeUseCase } from './use-cases/rule-use-cases.ts';

/** The district's rules, and how it sees service. */
export const districtRoutes = [
  route('GET', '/service-rules', getServiceRules),
  route('PUT', '/service-rules', setServiceRules),
  route('POST', '/service-rules/stars', setStarSchemeUseCase, { status: 201 }),
];
