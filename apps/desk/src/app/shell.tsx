import { Drawer, Grid, Layout, Result, Spin } from 'antd';
import { Navigate, Outlet, useLocation } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import { ProblemResult } from '../kit/problem.tsx';
import { sessionQuery, type Person } from './session.ts';
import { SideMenu } from './side-menu.tsx';
import { useShellText } from './texts.ts';
import { TopBar } from './top-bar.tsx';

/** The frame of every page of the desk: who is in, where they may go, and the page itself. */
export function Shell() {
  const text = useShellText();
  const session = useQuery(sessionQuery);
  const location = useLocation();
  if (session.isPending) return <Spin fullscreen description={text('loading')} />;
  if (session.isError) return <ProblemResult error={session.error} onRetry={() => void session.refetch()} />;
  const { person } = session.data;
  if (person === null) return <Navigate to="/sign-in" search={{ to: location.pathname }} replace />;
  return <Frame person={person} isDemo={session.data.mode === 'demo'} isStaff={person.roles.length > 0} />;
}

function Frame({ person, isDemo, isStaff }: { person: Person; isDemo: boolean; isStaff: boolean }) {
  const text = useShellText();
  const isWide = Grid.useBreakpoint().lg ?? true;
  const { pathname } = useLocation();
  // The menu is open for the page on which it was opened: going elsewhere closes it.
  const [openedOn, setOpenedOn] = useState<string | null>(null);
  return (
    <Layout className="desk">
      <a className="desk-skip" href="#content">
        {text('skip')}
      </a>
      <TopBar person={person} isDemo={isDemo} onMenu={isWide ? undefined : () => setOpenedOn(pathname)} />
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
            {isStaff ? (
              <Suspense fallback={<Spin className="desk-waiting" description={text('loading')} />}>
                <Outlet />
              </Suspense>
            ) : (
              <Result
                status="info"
                title={text('no-desk.title')}
                subTitle={text('no-desk.detail')}
                extra={<a href="/">{text('account.residents')}</a>}
              />
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
