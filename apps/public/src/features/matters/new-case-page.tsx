import { EmptyState } from '@zhongzhi/ui';
import { useSay, useTexts } from '@zhongzhi/web-kit';
import { Await, Page } from '../../app/page.tsx';
import { useCaseTypes } from '../cases/case-types.ts';
import { CaseForm } from './case-form.tsx';
import { mattersTexts } from './texts.ts';

/** Opens a case of any type that residents may open. */
export function NewCasePage({ values }: { values: Readonly<Record<string, string>> }) {
  const t = useTexts(mattersTexts);
  const say = useSay();
  const types = useCaseTypes();
  const type = types.data?.find(({ name, openedByResidents }) => name === values['type'] && openedByResidents);
  return (
    <Page
      title={type === undefined ? t('newTitle') : say(type.label)}
      about={type === undefined ? undefined : say(type.about)}
    >
      <Await of={types}>
        {() => (type === undefined ? <EmptyState title={t('unknownType')} /> : <CaseForm type={type} />)}
      </Await>
    </Page>
  );
}
