import { defineModule } from '@zhongzhi/kernel';
import { caseFigure, withCaseTypes } from '@zhongzhi/casework';
import { whistle } from './domain/whistle.case-type.ts';

/** 吹哨报到: the street whistles, departments report in. */
export const whistles = withCaseTypes(
  defineModule({
    name: 'whistles',
    dependsOn: ['casework', 'appeals'],
    figures: [
      caseFigure({
        name: 'whistles-closed',
        type: 'whistle',
        statuses: ['closed'],
        label: { zh: '吹哨报到解决的难题', en: 'Hard problems settled by whistle' },
        definition: {
          zh: '吹哨后各部门报到办完、街道评判办结的事项数',
          en: 'Whistles whose departments finished and whose street judged and closed them',
        },
      }),
    ],
  }),
  [whistle],
);
