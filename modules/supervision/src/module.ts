import { defineModule } from '@zhongzhi/kernel';
import { caseFigure, withCaseTypes } from '@zhongzhi/casework';
import { supervision as caseType } from './domain/supervision.case-type.ts';

/** 督办: what is overdue, repeated or major is followed to its end. */
export const supervision = withCaseTypes(
  defineModule({
    name: 'supervision',
    dependsOn: ['casework'],
    figures: [
      caseFigure({
        name: 'supervision-struck-off',
        type: 'supervision',
        statuses: ['closed'],
        label: { zh: '督办销号', en: 'Supervised matters struck off' },
        definition: {
          zh: '督办后核查通过、予以销号的事项数',
          en: 'Supervised matters that were checked and struck off',
        },
      }),
    ],
  }),
  [caseType],
);
