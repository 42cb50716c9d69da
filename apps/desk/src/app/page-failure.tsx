import { Button } from 'antd';
import { Link, type ErrorComponentProps } from '@tanstack/react-router';
import { messageOf } from '../kit/problem.tsx';
import { useShellText } from './texts.ts';

/** A page that failed while it was shown. Its code may have been replaced by a newer version meanwhile: reloading helps then. */
export function PageFailure({ error }: ErrorComponentProps) {
  const text = useShellText();
  return (
    <section className="desk-failure">
      <h1>{text('failed.title')}</h1>
      <p role="alert">{messageOf(error)}</p>
      <Button onClick={() => window.location.reload()}>{text('failed.again')}</Button>
    </section>
  );
}

/** Within the desk: a page that is not there, or not for this person. */
export function PageMissing() {
  const text = useShellText();
  return (
    <section className="desk-failure">
      <h1>{text('not-found.title')}</h1>
      <p>{text('not-found.detail')}</p>
      <Link to="/">{text('not-found.home')}</Link>
    </section>
  );
}

/** The same for an address outside everything, where there is no frame. */
export function AddressMissing() {
  return (
    <main>
      <PageMissing />
    </main>
  );
}
