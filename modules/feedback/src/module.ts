import { defineModule } from '@zhongzhi/kernel';
import { withCaseTypes } from '@zhongzhi/casework';
import { feedback as caseType } from './domain/feedback.case-type.ts';

/** The entry in every footer to praise, complain about or suggest for the platform itself. */
export const feedback = withCaseTypes(defineModule({ name: 'feedback', dependsOn: ['casework'] }), [caseType]);
