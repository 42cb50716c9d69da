import type { PrivacyNotice } from '@zhongzhi/privacy/contract';
import { Card, StatusTag } from '@zhongzhi/ui';
import { defineTexts, useLoad, useSay, useTexts } from '@zhongzhi/web-kit';
import { api } from '../../api.ts';
import { Await, Page } from '../../app/page.tsx';
import { Facts } from '../cases/facts.tsx';

const texts = defineTexts({
  title: ['隐私说明', 'Privacy notice'],
  about: [
    '平台收集哪些个人信息、为什么、依据什么、保存多久，逐项写明。这份说明由登记表生成，和系统实际做的一致。',
    'What is collected, why, on what basis and for how long, item by item, made from the register the system works by.',
  ],
  version: ['版本 {version}', 'Version {version}'],
  rights: ['您的权利', 'Your rights'],
  items: ['我们收集什么', 'What we collect'],
  purpose: ['用途', 'Purpose'],
  basis: ['依据', 'Basis'],
  retention: ['保存多久', 'Kept for'],
  sensitive: ['敏感个人信息', 'Sensitive'],
  go: ['去办理', 'Do it now'],
});

/** The privacy notice, generated from the register of personal data. */
export function PrivacyPage() {
  const t = useTexts(texts);
  const say = useSay();
  const loaded = useLoad<PrivacyNotice>('privacy', (signal) => api.get('/privacy-notice', { signal }));
  return (
    <Page title={t('title')} about={t('about')}>
      <Await of={loaded}>
        {({ version, items, rights }) => (
          <div className="zz-stack">
            <Card title={t('rights')}>
              <ul className="zz-stack is-tight">
                {rights.map((right) => (
                  <li key={right.right.zh}>
                    <strong>{say(right.right)}</strong>
                    <p>{say(right.how)}</p>
                    {right.link === null ? null : (
                      <a className="line-link" href={right.link} aria-label={`${say(right.right)}：${t('go')}`}>
                        {t('go')}
                      </a>
                    )}
                  </li>
                ))}
              </ul>
            </Card>
            <h2>{t('items')}</h2>
            {items.map((item) => (
              <Card key={item.key}>
                <div className="zz-stack is-tight">
                  <div className="zz-row">
                    <h3>{say(item.datum)}</h3>
                    {item.sensitive ? <StatusTag tone="warn">{t('sensitive')}</StatusTag> : null}
                  </div>
                  <Facts
                    items={[
                      [t('purpose'), say(item.purpose)],
                      [t('basis'), say(item.basisWords)],
                      [t('retention'), say(item.retention)],
                    ]}
                  />
                </div>
              </Card>
            ))}
            <p className="zz-quiet">{t('version', { version })}</p>
          </div>
        )}
      </Await>
    </Page>
  );
}
