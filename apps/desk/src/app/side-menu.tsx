import { Link, useLocation } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { caseTypesQuery } from '../features/cases/api.ts';
import { useLanguage } from '../i18n.ts';
import { caseMenu, FIXED_MENU, HOME_ITEM, NOTICES_ITEM, type MenuGroup, type MenuItem } from './menu.ts';
import { useMay } from './session.ts';
import { useShellText } from './texts.ts';

/** The pages this person may open, grouped; plain links, so that keyboard, middle click and screen readers work. */
export function SideMenu() {
  const text = useShellText();
  const may = useMay();
  const types = useQuery(caseTypesQuery);
  const groups: MenuGroup[] = [
    { key: null, items: [HOME_ITEM, NOTICES_ITEM] },
    ...caseMenu(types.data ?? []),
    ...FIXED_MENU,
  ];
  return (
    <nav className="desk-nav" aria-label={text('menu')}>
      {groups.map(({ key, items }) => {
        const shown = items.filter(({ abilities }) => abilities === undefined || may(...abilities));
        if (shown.length === 0) return null;
        return (
          <div key={key ?? 'first'}>
            {key === null ? null : <div className="desk-nav-group">{text(key)}</div>}
            <ul>
              {shown.map((item) => (
                <li key={item.path}>
                  <NavLink item={item} />
                </li>
              ))}
            </ul>
          </div>
        );
      })}
    </nav>
  );
}

function NavLink({ item }: { item: MenuItem }) {
  const text = useShellText();
  const { say } = useLanguage();
  const { pathname } = useLocation();
  const isHere = item.path === '/' ? pathname === '/' : pathname === item.path || pathname.startsWith(`${item.path}/`);
  const Icon = item.icon;
  return (
    <Link to={item.path} aria-current={isHere ? 'page' : undefined} className={isHere ? 'is-here' : undefined}>
      <Icon aria-hidden />
      {typeof item.text === 'string' ? text(item.text) : say(item.text)}
    </Link>
  );
}
