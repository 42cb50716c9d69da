import { defineModule } from '@zhongzhi/kernel';
import { withCaseTypes } from '@zhongzhi/casework';
import { supervision as caseType } from './domain/supervision.case-type.ts';

/** 督办: what is overdue, repeated or major is followed to its end. */
export const supervision = withCaseTypes(defineModule({ name: 'supervision', dependsOn: ['casework'] }), [caseType]);
