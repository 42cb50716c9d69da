import { Type } from 'typebox';
import { query, refuse, useCase, type Context } from '@zhongzhi/kernel';
import { Closed } from '../contract/index.ts';
import { ServiceRulesShape, SetServiceRules, SetStarScheme } from '../contract/service-rules.ts';
import { listSchemes, setStarScheme } from '../star-schemes.ts';
import { keepRules, loadPromises, loadRules, lockRules, rulesChangedAt } from '../store/rule-store.ts';

/** Rules are the whole district's. @throws Refusal `service-rules.of-the-district`. */
function needWholeDistrict(context: Context): void {
  if (!context.scope.everything && !context.scope.places.includes(String(context.district)))
    throw refuse.forbidden(
      'service-rules.of-the-district',
      '志愿服务的规则由区里统一制定，请联系区管理员。',
      'The rules of volunteer service are the district’s; ask its administrator.',
    );
}

export const getServiceRules = query({
  name: 'service-rules.get',
  permission: 'public',
  input: Closed({}),
  output: ServiceRulesShape,
  summary: { zh: '志愿服务的规则和星级标准（公开）', en: 'The rules of service and the star scheme, for everyone' },
  run: async (context) => ({
    load: await loadRules(context),
    promises: await loadPromises(context),
    changedAt: (await rulesChangedAt(context))?.toISOString() ?? null,
    stars: await listSchemes(context),
  }),
});

export const setServiceRules = useCase({
  name: 'service-rules.set',
  permission: 'volunteering.set-rules',
  input: SetServiceRules,
  output: Type.Object({ changedAt: Type.String() }),
  summary: {
    zh: '改志愿服务的规则：一人一天的上限、休息、答复期限、候补保留',
    en: 'Set the rules of service: load of a person, days to answer, hours of an offer',
  },
  subject: () => 'rules',
  async run(context, { load, promises, seen }) {
    needWholeDistrict(context);
    await lockRules(context);
    const changedAt = (await rulesChangedAt(context))?.getTime() ?? null;
    if (changedAt !== (seen === null ? null : Date.parse(seen)))
      throw refuse.conflict(
        'service-rules.changed',
        '规则刚被别人改过，请刷新后再改。',
        'Someone has changed the rules meanwhile; reload and change them again.',
      );
    await keepRules(context, { load, promises });
    return { changedAt: context.now.toISOString() };
  },
});

export const setStarSchemeUseCase = useCase({
  name: 'service-rules.set-stars',
  permission: 'volunteering.set-rules',
  input: SetStarScheme,
  output: Type.Object({ validFrom: Type.String() }),
  summary: { zh: '发布新一版星级标准', en: 'Publish a version of the star scheme' },
  subject: ({ validFrom }) => validFrom,
  async run(context, draft) {
    needWholeDistrict(context);
    await setStarScheme(context, draft);
    return { validFrom: draft.validFrom };
  },
});
