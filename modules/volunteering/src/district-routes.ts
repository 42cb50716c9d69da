import { route } from '@zhongzhi/kernel';
import {
  exportRecordsBehind,
  getPlaceFigures,
  listActivitiesBehind,
  listRecordsBehind,
} from './use-cases/district-use-cases.ts';
import { getServiceRules, setServiceRules, setStarSchemeUseCase } from './use-cases/rule-use-cases.ts';

/** The district's rules, and how it sees service. */
export const districtRoutes = [
  route('GET', '/service-rules', getServiceRules),
  route('PUT', '/service-rules', setServiceRules),
  route('POST', '/service-rules/stars', setStarSchemeUseCase, { status: 201 }),
  route('GET', '/service-figures/places', getPlaceFigures),
  route('GET', '/service-figures/activities', listActivitiesBehind),
  route('GET', '/service-figures/records', listRecordsBehind),
  route('POST', '/service-figures/exports', exportRecordsBehind),
];
