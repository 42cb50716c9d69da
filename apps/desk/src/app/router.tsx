import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet } from '@tanstack/react-router';
import { AddressMissing, PageFailure } from './page-failure.tsx';
import { Shell } from './shell.tsx';

type Search = Readonly<Record<string, string | undefined>>;

/** The search part of an address as plain words; each page reads the keys that it knows. */
function plainSearch(search: Record<string, unknown>): Search {
  return Object.fromEntries(
    Object.entries(search).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== '',
    ),
  );
}

const rootRoute = createRootRoute({
  component: Outlet,
  errorComponent: PageFailure,
  notFoundComponent: AddressMissing,
});
const signIn = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: plainSearch,
  component: lazyRouteComponent(() => import('../features/sign-in/sign-in-page.tsx'), 'SignInPage'),
});
const shell = createRoute({ getParentRoute: () => rootRoute, id: 'desk', component: Shell });

const page = <P extends string>(path: P, component: ReturnType<typeof lazyRouteComponent>) =>
  createRoute({
    getParentRoute: () => shell,
    path,
    validateSearch: plainSearch,
    component,
    errorComponent: PageFailure,
  });

const pages = [
  page(
    '/',
    lazyRouteComponent(() => import('../features/home/home-page.tsx'), 'HomePage'),
  ),
  page(
    '/notices',
    lazyRouteComponent(() => import('../features/notices/notices-page.tsx'), 'NoticesPage'),
  ),
  page(
    '/intake',
    lazyRouteComponent(() => import('../features/cases/intake-page.tsx'), 'IntakePage'),
  ),
  page(
    '/board/$type',
    lazyRouteComponent(() => import('../features/cases/board/board-page.tsx'), 'BoardPage'),
  ),
  page(
    '/room/$type',
    lazyRouteComponent(() => import('../features/cases/room/room-page.tsx'), 'RoomPage'),
  ),
  page(
    '/open/$type',
    lazyRouteComponent(() => import('../features/cases/open-page.tsx'), 'OpenCasePage'),
  ),
  page(
    '/cases/$id',
    lazyRouteComponent(() => import('../features/cases/case-page.tsx'), 'CasePage'),
  ),
  page(
    '/statistics',
    lazyRouteComponent(() => import('../features/statistics/statistics-page.tsx'), 'StatisticsPage'),
  ),
  page(
    '/directory/regions',
    lazyRouteComponent(() => import('../features/directory/regions-page.tsx'), 'RegionsPage'),
  ),
  page(
    '/directory/organisations',
    lazyRouteComponent(() => import('../features/directory/organisations-page.tsx'), 'OrganisationsPage'),
  ),
  page(
    '/directory/people',
    lazyRouteComponent(() => import('../features/directory/people-page.tsx'), 'PeoplePage'),
  ),
  page(
    '/directory/grants',
    lazyRouteComponent(() => import('../features/directory/grants-page.tsx'), 'GrantsPage'),
  ),
  page(
    '/certificates',
    lazyRouteComponent(() => import('../features/certificates/register-page.tsx'), 'RegisterPage'),
  ),
  page(
    '/beans',
    lazyRouteComponent(() => import('../features/beans/beans-page.tsx'), 'BeansPage'),
  ),
  page(
    '/volunteers/import',
    lazyRouteComponent(() => import('../features/volunteers/rosters-page.tsx'), 'RostersPage'),
  ),
  page(
    '/volunteers/qualifications',
    lazyRouteComponent(() => import('../features/volunteers/qualifications-page.tsx'), 'QualificationsPage'),
  ),
  page(
    '/service',
    lazyRouteComponent(() => import('../features/service/service-page.tsx'), 'ServicePage'),
  ),
  page(
    '/service-figures',
    lazyRouteComponent(() => import('../features/service/figures-page.tsx'), 'ServiceFiguresPage'),
  ),
  page(
    '/service-calendar',
    lazyRouteComponent(() => import('../features/service-calendar/calendar-page.tsx'), 'ServiceCalendarPage'),
  ),
  page(
    '/service-rules',
    lazyRouteComponent(() => import('../features/service-rules/rules-page.tsx'), 'ServiceRulesPage'),
  ),
  page(
    '/circles',
    lazyRouteComponent(() => import('../features/circles/circles-page.tsx'), 'CirclesPage'),
  ),
  page(
    '/calendar',
    lazyRouteComponent(() => import('../features/calendar/calendar-page.tsx'), 'CalendarPage'),
  ),
  page(
    '/categories',
    lazyRouteComponent(() => import('../features/categories/categories-page.tsx'), 'CategoriesPage'),
  ),
  page(
    '/import',
    lazyRouteComponent(() => import('../features/hotline/import-page.tsx'), 'HotlineImportPage'),
  ),
  page(
    '/security',
    lazyRouteComponent(() => import('../features/security/security-page.tsx'), 'SecurityPage'),
  ),
  page(
    '/accounts',
    lazyRouteComponent(() => import('../features/accounts/accounts-page.tsx'), 'AccountsPage'),
  ),
  page(
    '/audit',
    lazyRouteComponent(() => import('../features/audit/audit-page.tsx'), 'AuditPage'),
  ),
];

/** The pages of the desk, each loaded when it is first opened. */
export const router = createRouter({
  routeTree: rootRoute.addChildren([signIn, shell.addChildren(pages)]),
  basepath: '/desk',
  defaultPreload: 'intent',
  scrollRestoration: true,
  // The search part holds plain words only, so that an address can be typed and shared.
  parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
  stringifySearch: (search) => {
    const text = new URLSearchParams(
      Object.entries(search).filter(
        (entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== '',
      ),
    ).toString();
    return text === '' ? '' : `?${text}`;
  },
});
