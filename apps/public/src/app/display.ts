import { keep, useKept } from '@zhongzhi/web-kit';

/** Sizes of type: standard, 长辈版, and the largest. */
export const scale = keep('zhongzhi.type', ['standard', 'large', 'largest']);
export type Scale = ReturnType<typeof scale.get>;

const apply = () => {
  document.documentElement.dataset['type'] = scale.get();
};
apply();
scale.subscribe(apply);

export const useScale = (): Scale => useKept(scale);
