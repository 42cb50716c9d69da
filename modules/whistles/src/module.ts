import { defineModule } from '@zhongzhi/kernel';
import { withCaseTypes } from '@zhongzhi/casework';
import { whistle } from './domain/whistle.case-type.ts';

/** 吹哨报到: the street whistles, departments report in. */
export const whistles = withCaseTypes(defineModule({ name: 'whistles', dependsOn: ['casework', 'appeals'] }), [whistle]);
