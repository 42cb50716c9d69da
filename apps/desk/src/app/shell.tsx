import { Alert, Drawer, Grid, Layout, Spin } from 'antd';
import { Link, Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { Suspense, useEffect, useState } from 'react';
import { useLiveCases } from '../features/cases/live.ts';
import { ProblemResult } from '../kit/problem.tsx';
import { sessionQuery, type Person, type Session } from './session.ts';
import { SideMenu } from './side-menu.tsx';
import { useShellText } from './texts.ts';
import { TopBar } from './top-bar.tsx';

/** The frame of every page of the desk: who is in, where they may go, and the page itself. */
export function Shell() {
  const text = useShellText();
  const session = useQuery(sessionQuery);
  if (session.isPending) return <Spin fullscreen description={text('loading')} />;
  if (session.isError) return <ProblemResult error={session.error} onRetry={() => void session.refetch()} />;
  const { person } = session.data;
  if (person === null) return <ToSignIn />;
  return <Frame person={person} session={session.data} />;
}

/** Leads to the sign-in page, once: it remembers where the person wanted to go. */
function ToSignIn() {
  const text = useShellText();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const [wanted] = useState(pathname);
  useEffect(() => {
    void navigate({ to: '/sign-in', search: { to: wanted }, replace: true });
  }, [navigate, wanted]);
  return <Spin fullscreen description={text('loading')} />;
}

function Frame({ person, session }: { person: Person; session: Session }) {
  const text = useShellText();
  useLiveCases();
  const withheld = session.staff?.rolesWithheld ?? 0;
  const isWide = Grid.useBreakpoint().lg ?? true;
  const { pathname } = useLocation();
  // The menu is open for the page on which it was opened: going elsewhere closes it.
  const [openedOn, setOpenedOn] = useState<string | null>(null);
  return (
    <Layout className="desk">
      <a className="desk-skip" href="#content">
        {text('skip')}
      </a>
      <TopBar
        person={person}
        isDemo={session.mode === 'demo'}
        onMenu={isWide ? undefined : () => setOpenedOn(pathname)}
      />
      <Layout>
        {isWide ? (
          <Layout.Sider width={208} className="desk-side">
            <SideMenu />
          </Layout.Sider>
        ) : (
          <Drawer
            open={openedOn === pathname}
            onClose={() => setOpenedOn(null)}
            placement="left"
            size={256}
            title={text('menu')}
            styles={{ body: { padding: 8 } }}
          >
            <SideMenu />
          </Drawer>
        )}
        <Layout className="desk-main">
          <Layout.Content id="content" tabIndex={-1} className="desk-content" role="main">
            {person.roles.length > 0 || withheld > 0 ? (
              <>
                {withheld > 0 ? <SetUpFirst /> : null}
                <Suspense fallback={<Spin className="desk-waiting" description={text('loading')} />}>
                  <Outlet />
                </Suspense>
              </>
            ) : (
              <NoDesk />
            )}
          </Layout.Content>
          <Footer />
        </Layout>
      </Layout>
    </Layout>
  );
}

/** On every page: how to praise, complain about or suggest for the platform itself. */
function Footer() {
  const text = useShellText();
  return (
    <Layout.Footer className="desk-footer" role="contentinfo">
      <a href="/suggest">{text('feedback')}</a>
      <a href="/privacy">{text('privacy')}</a>
      <a href="/docs">{text('documentation')}</a>
    </Layout.Footer>
  );
}

/** Posts are in force only once password and second factor are set: leads there. */
function SetUpFirst() {
  const text = useShellText();
  return (
    <Alert
      type="warning"
      showIcon
      className="step-hint"
      title={text('staff.setup')}
      action={<Link to="/security">{text('staff.setup.go')}</Link>}
    />
  );
}

/** Someone who is signed in but works nowhere. */
function NoDesk() {
  const text = useShellText();
  return (
    <section className="desk-failure">
      <h1>{text('no-desk.title')}</h1>
      <p>{text('no-desk.detail')}</p>
      <a href="/">{text('account.residents')}</a>
    </section>
  );
}
