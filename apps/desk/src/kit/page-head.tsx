import { Typography } from 'antd';
import { useEffect, type ReactNode } from 'react';
import { useShellText } from '../app/texts.ts';

/** Title of a page, what it is for, and what can be done with the whole of it. */
export function PageHead({ title, about, children }: { title: ReactNode; about?: ReactNode; children?: ReactNode }) {
  const text = useShellText();
  useEffect(() => {
    if (typeof title === 'string') document.title = `${title} · ${text('name')}`;
  });
  return (
    <div className="desk-head">
      <div>
        <Typography.Title level={1} className="desk-title">
          {title}
        </Typography.Title>
        {about === undefined ? null : <p className="desk-about">{about}</p>}
      </div>
      {children === undefined ? null : <div className="desk-head-actions">{children}</div>}
    </div>
  );
}
