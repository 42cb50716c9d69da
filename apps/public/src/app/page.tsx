import { EmptyState, ErrorState, LinkButton, Loading } from '@zhongzhi/ui';
import { useTexts, type Loaded } from '@zhongzhi/web-kit';
import { useEffect, useRef, type ReactNode } from 'react';
import { useAddress } from './router.ts';
import { useSession, type Session } from './session.ts';
import { common } from './texts.ts';

let isFirst = true;

interface PageProps {
  title: string;
  about?: ReactNode;
  /** Uses the whole width on large screens. */
  wide?: boolean;
  children: ReactNode;
}

/** A page: its title names the window, and gets the focus when one came here from another page. */
export function Page({ title, about, wide, children }: PageProps) {
  const t = useTexts(common);
  const heading = useRef<HTMLHeadingElement>(null);
  const brand = t('brand');
  useEffect(() => {
    document.title = `${title} · ${brand}`;
  }, [title, brand]);
  useEffect(() => {
    if (!isFirst) heading.current?.focus({ preventScroll: true });
    isFirst = false;
  }, []);
  return (
    <div className={wide === true ? undefined : 'zz-column'}>
      <div className="zz-page-head">
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {about === undefined ? null : <p>{about}</p>}
      </div>
      {children}
    </div>
  );
}

/** What stands in for a page while it loads, or when it did not. */
export function Await<T>({
  of,
  children,
}: {
  of: Pick<Loaded<T>, 'data' | 'problem' | 'reload'>;
  children: (data: T) => ReactNode;
}) {
  if (of.data !== undefined) return <>{children(of.data)}</>;
  if (of.problem !== undefined) return <ErrorState detail={of.problem.detail} onRetry={of.reload} />;
  return <Loading />;
}

/** The address of the sign-in page that leads back to where one is. */
export function useSignInAddress(): string {
  const { path, query } = useAddress();
  const text = query.toString();
  return `/sign-in?then=${encodeURIComponent(text === '' ? path : `${path}?${text}`)}`;
}

/** Shows its content to people who are signed in, and the way in to others. */
export function SignedIn({ children }: { children: (person: NonNullable<Session['person']>) => ReactNode }) {
  const t = useTexts(common);
  const { session, problem, reload } = useSession();
  const signIn = useSignInAddress();
  if (session === undefined) return <Await of={{ data: undefined, problem, reload }}>{() => null}</Await>;
  if (session.person !== null) return <>{children(session.person)}</>;
  return (
    <EmptyState icon="person" title={t('signInFirst')}>
      <p>{t('signInWhy')}</p>
      <LinkButton tone="main" href={signIn}>
        {t('signIn')}
      </LinkButton>
    </EmptyState>
  );
}
