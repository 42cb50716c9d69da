import { Type } from 'typebox';
import { enumOf } from '@zhongzhi/contract-kit';
import { query, refuse } from '@zhongzhi/kernel';
import { Closed } from '../contract/index.ts';
import { FiguresShape } from '../contract/oversight.ts';
import { figuresBy } from '../queries/figures.ts';

const Month = Type.String({ pattern: '^[0-9]{4}-(0[1-9]|1[0-2])$' });

export const getFigures = query({
  name: 'service.figures',
  permission: 'volunteering.see-figures',
  input: Closed({ dimension: enumOf(['region', 'circle', 'kind', 'unit']), from: Month, to: Month }),
  output: FiguresShape,
  summary: {
    zh: '服务时间：按区域、圈子、类别、单位和月份',
    en: 'Service by region, circle, kind, unit and month; never by person',
  },
  run(context, { dimension, from, to }) {
    if (from > to)
      throw refuse.invalid('service.months', '结束月份要在开始月份之后。', 'The last month is before the first.');
    const { places } = context.scope;
    const isWhole = places.includes(String(context.district));
    // Circles, kinds and units are not cut by place: below the district they would count what lies elsewhere.
    if (!isWhole && dimension !== 'region')
      throw refuse.forbidden(
        'service.region-only',
        '街道和社区只能按区域查看。',
        'Streets and communities see figures by region only.',
      );
    return figuresBy(context, { dimension, from: `${from}-01`, to: `${to}-01`, places: isWhole ? null : places });
  },
});
