import type { ReactNode } from 'react';

export interface CardProps {
  title?: ReactNode;
  /** Beside the title: a link or a tag. */
  aside?: ReactNode;
  /** Makes the whole card one link. */
  href?: string;
  children?: ReactNode;
}

/** What belongs together, on one surface. */
export function Card({ title, aside, href, children }: CardProps) {
  const inside = (
    <>
      {(title !== undefined || aside !== undefined) && (
        <div className="zz-card-head">
          {title !== undefined && <h2>{title}</h2>}
          {aside}
        </div>
      )}
      {children}
    </>
  );
  if (href !== undefined) {
    return (
      <a className="zz-card" href={href}>
        {inside}
      </a>
    );
  }
  return <section className="zz-card">{inside}</section>;
}
