import { Button, Result } from 'antd';
import { Link, type ErrorComponentProps } from '@tanstack/react-router';
import { messageOf } from '../kit/problem.tsx';
import { useShellText } from './texts.ts';

/** A page that failed while it was shown. Its code may have been replaced by a newer version meanwhile: reloading helps then. */
export function PageFailure({ error }: ErrorComponentProps) {
  const text = useShellText();
  return (
    <Result
      status="warning"
      icon={null}
      title={text('failed.title')}
      subTitle={messageOf(error)}
      extra={<Button onClick={() => window.location.reload()}>{text('failed.again')}</Button>}
    />
  );
}

/** An address that leads nowhere. */
export function PageMissing() {
  const text = useShellText();
  return (
    <Result
      status="404"
      icon={null}
      title={text('not-found.title')}
      subTitle={text('not-found.detail')}
      extra={<Link to="/">{text('not-found.home')}</Link>}
    />
  );
}
