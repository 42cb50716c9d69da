import { EmptyState } from '@zhongzhi/ui';
import { defineTexts, useTexts } from '@zhongzhi/web-kit';
import { Await, Page } from '../../app/page.tsx';
import { useCaseTypes } from '../cases/case-types.ts';
import { CaseForm } from '../matters/case-form.tsx';

const texts = defineTexts({
  title: ['对平台提建议', 'Suggestions for the platform'],
  none: ['现在不能提建议，请稍后再来。', 'Suggestions cannot be taken now; please come again later.'],
  about: [
    '这个平台好不好用、哪里要改，请告诉我们。表扬、批评都可以，不登录也能写。',
    'Tell us what works and what does not. You need not sign in.',
  ],
});

/** Praise, complaints and suggestions about the platform itself. */
export function SuggestPage() {
  const t = useTexts(texts);
  const types = useCaseTypes();
  const type = types.data?.find(({ name }) => name === 'feedback');
  return (
    <Page title={t('title')} about={t('about')}>
      <Await of={types}>
        {() => (type === undefined ? <EmptyState title={t('none')} /> : <CaseForm type={type} />)}
      </Await>
    </Page>
  );
}
