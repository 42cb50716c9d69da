import { Type } from 'typebox';
import { Text, Uuid } from '@zhongzhi/contract-kit';
import { query, useCase } from '@zhongzhi/kernel';
import { changeCause, listCauses, openCause } from '../donations.ts';
import { Closed, Done, needWholeDistrict } from './shapes.ts';

export const listCausesUseCase = query({
  name: 'beans.list-causes',
  permission: 'public',
  input: Closed({}),
  output: Type.Object({
    items: Type.Array(
      Type.Object({
        id: Type.String(),
        name: Type.String(),
        intro: Type.String(),
        isOpen: Type.Boolean(),
        beans: Type.Integer(),
      }),
    ),
  }),
  summary: { zh: '可以捐金豆的公益项目，及已收到的金豆', en: 'Public causes, with the beans they were given' },
  run: async (context) => ({ items: await listCauses(context, false) }),
});

export const openCauseUseCase = useCase({
  name: 'beans.open-cause',
  permission: 'beans.govern',
  input: Closed({ name: Text(40, { min: 2 }), intro: Text(300, { min: 2 }) }),
  output: Done,
  summary: { zh: '设立可以捐金豆的公益项目', en: 'Open a public cause' },
  async run(context, cause) {
    needWholeDistrict(context);
    return { id: await openCause(context, cause) };
  },
});

export const changeCauseUseCase = useCase({
  name: 'beans.change-cause',
  permission: 'beans.govern',
  input: Closed({ id: Uuid, isOpen: Type.Boolean() }),
  output: Done,
  summary: { zh: '结束或重新开放公益项目', en: 'Close or open a cause' },
  async run(context, { id, isOpen }) {
    needWholeDistrict(context);
    await changeCause(context, id, isOpen);
    return { id };
  },
});
