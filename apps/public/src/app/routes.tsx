import { EmptyState, LinkButton, Loading } from '@zhongzhi/ui';
import { useTexts } from '@zhongzhi/web-kit';
import { lazy, Suspense, type ComponentType } from 'react';
import { HomePage } from '../features/home/home-page.tsx';
import { match } from './match.ts';
import { PageBoundary } from './page-boundary.tsx';
import { Page } from './page.tsx';
import { useAddress } from './router.ts';
import { common } from './texts.ts';

type PageOf = ComponentType<{ values: Readonly<Record<string, string>> }>;

/** Every page but the first is fetched when it is opened. */
const later = (load: () => Promise<PageOf>): PageOf => lazy(async () => ({ default: await load() }));

const ROUTES: readonly (readonly [pattern: string, page: PageOf])[] = [
  ['/', HomePage],
  ['/sign-in', later(async () => (await import('../features/sign-in/sign-in-page.tsx')).SignInPage)],
  ['/report', later(async () => (await import('../features/report/report-page.tsx')).ReportPage)],
  ['/matters', later(async () => (await import('../features/matters/matters-page.tsx')).MattersPage)],
  ['/matters/new/:type', later(async () => (await import('../features/matters/new-case-page.tsx')).NewCasePage)],
  ['/matters/:id', later(async () => (await import('../features/cases/case-page.tsx')).CasePage)],
  ['/public', later(async () => (await import('../features/public/public-page.tsx')).PublicPage)],
  ['/public/:id', later(async () => (await import('../features/public/public-case-page.tsx')).PublicCasePage)],
  ['/circles', later(async () => (await import('../features/circles/circles-page.tsx')).CirclesPage)],
  ['/circles/new', later(async () => (await import('../features/circles/found-page.tsx')).FoundPage)],
  ['/circles/join', later(async () => (await import('../features/circles/join-page.tsx')).JoinPage)],
  ['/circles/join/:code', later(async () => (await import('../features/circles/join-page.tsx')).JoinPage)],
  ['/circles/:id', later(async () => (await import('../features/circles/circle-page.tsx')).CirclePage)],
  ['/circles/:id/write', later(async () => (await import('../features/circles/write-page.tsx')).WritePage)],
  ['/circles/:id/members', later(async () => (await import('../features/circles/members-page.tsx')).MembersPage)],
  ['/circle-posts/:id', later(async () => (await import('../features/circles/post-page.tsx')).PostPage)],
  ['/volunteer', later(async () => (await import('../features/volunteer/hub-page.tsx')).HubPage)],
  ['/volunteer/records', later(async () => (await import('../features/records/records-page.tsx')).RecordsPage)],
  ['/volunteer/records/:id', later(async () => (await import('../features/records/record-page.tsx')).RecordPage)],
  [
    '/volunteer/profile',
    later(async () => (await import('../features/volunteering-profile/profile-page.tsx')).ProfilePage),
  ],
  ['/activities', later(async () => (await import('../features/volunteer/activities-page.tsx')).ActivitiesPage)],
  ['/activities/:id', later(async () => (await import('../features/volunteer/activity-page.tsx')).ActivityPage)],
  ['/check', later(async () => (await import('../features/volunteer/check-page.tsx')).CheckPage)],
  ['/plan', later(async () => (await import('../features/plan/plan-hub-page.tsx')).PlanHubPage)],
  ['/plan/project', later(async () => (await import('../features/plan/propose-page.tsx')).ProposePage)],
  ['/plan/new', later(async () => (await import('../features/plan/new-plan-page.tsx')).NewPlanPage)],
  ['/plan/:id', later(async () => (await import('../features/plan/draft-page.tsx')).DraftPage)],
  ['/plan/:id/edit', later(async () => (await import('../features/plan/edit-plan-page.tsx')).EditPlanPage)],
  ['/organise/:id', later(async () => (await import('../features/volunteer/organise-page.tsx')).OrganisePage)],
  ['/organise/:id/roll', later(async () => (await import('../features/roll/roll-page.tsx')).RollPage)],
  ['/my-code/:id', later(async () => (await import('../features/roll/my-code-page.tsx')).MyCodePage)],
  ['/beans', later(async () => (await import('../features/volunteer/beans-page.tsx')).BeansPage)],
  ['/service-rules', later(async () => (await import('../features/service-rules/rules-page.tsx')).RulesPage)],
  ['/merchant', later(async () => (await import('../features/merchant/merchant-page.tsx')).MerchantPage)],
  [
    '/certificates',
    later(async () => (await import('../features/certificates/certificates-page.tsx')).CertificatesPage),
  ],
  ['/v/:id', later(async () => (await import('../features/certificates/check-page.tsx')).CheckCertificatePage)],
  ['/notices', later(async () => (await import('../features/notices/notices-page.tsx')).NoticesPage)],
  ['/settings', later(async () => (await import('../features/settings/settings-page.tsx')).SettingsPage)],
  ['/answers', later(async () => (await import('../features/answers/answers-page.tsx')).AnswersPage)],
  ['/answers/:name', later(async () => (await import('../features/answers/records-page.tsx')).RecordsPage)],
  ['/suggest', later(async () => (await import('../features/suggest/suggest-page.tsx')).SuggestPage)],
  ['/privacy', later(async () => (await import('../features/privacy/privacy-page.tsx')).PrivacyPage)],
];

function NotFound() {
  const t = useTexts(common);
  return (
    <Page title={t('notFound')}>
      <EmptyState icon="map" title={t('notFoundWords')}>
        <LinkButton href="/">{t('home')}</LinkButton>
      </EmptyState>
    </Page>
  );
}

/** The page of the address now. */
export function Routes() {
  const { path } = useAddress();
  for (const [pattern, Found] of ROUTES) {
    const values = match(pattern, path);
    if (values === undefined) continue;
    return (
      <PageBoundary key={path}>
        <Suspense fallback={<Loading />}>
          <Found values={values} />
        </Suspense>
      </PageBoundary>
    );
  }
  return <NotFound />;
}
