import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';

export interface NavEntry {
  href: string;
  label: string;
  icon: IconName;
  isHere: boolean;
  count?: number;
}

export interface TopBarProps {
  brand: string;
  place: string;
  mark: string;
  label: string;
  entries: readonly NavEntry[];
  /** Switches and the person, at the end. */
  children?: ReactNode;
}

/** Who we are, where to go (on wide screens), and the switches. */
export function TopBar({ brand, place, mark, label, entries, children }: TopBarProps) {
  return (
    <header className="zz-top">
      <div className="zz-top-in">
        <a className="zz-brand" href="/">
          <img src={mark} alt="" width="34" height="34" />
          <span>
            <span className="zz-brand-name">{brand}</span>
            <span className="zz-brand-place">{place}</span>
          </span>
        </a>
        <nav className="zz-top-nav" aria-label={label}>
          {entries.map((entry) => (
            <a key={entry.href} href={entry.href} aria-current={entry.isHere ? 'page' : undefined}>
              {entry.label}
              <Count of={entry} />
            </a>
          ))}
        </nav>
        <div className="zz-top-end">{children}</div>
      </div>
    </header>
  );
}

/** The same ways for thumbs, on phones. */
export function BottomNav({ entries, label }: { entries: readonly NavEntry[]; label: string }) {
  return (
    <nav className="zz-bottom" aria-label={label}>
      <ul className="zz-bottom-list">
        {entries.map((entry) => (
          <li key={entry.href}>
            <a href={entry.href} aria-current={entry.isHere ? 'page' : undefined}>
              <Icon name={entry.icon} />
              <span>
                {entry.label}
                <Count of={entry} />
              </span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Count({ of: { count } }: { of: NavEntry }) {
  if (count === undefined || count === 0) return null;
  return <span className="zz-badge">{count > 99 ? '99+' : count}</span>;
}

/** The end of every page. */
export function Footer({
  label,
  links,
  children,
}: {
  label: string;
  links: readonly { href: string; label: string }[];
  children?: ReactNode;
}) {
  return (
    <footer className="zz-foot">
      <div className="zz-foot-in">
        <nav aria-label={label}>
          <ul className="zz-foot-links">
            {links.map((link) => (
              <li key={link.href}>
                <a href={link.href}>{link.label}</a>
              </li>
            ))}
          </ul>
        </nav>
        {children}
      </div>
    </footer>
  );
}
