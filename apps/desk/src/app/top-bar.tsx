import { LogoutOutlined, MenuOutlined, UserOutlined } from '@ant-design/icons';
import { App, Button, Dropdown, Layout, Tag } from 'antd';
import { Link, useNavigate } from '@tanstack/react-router';
import { api } from '../api.ts';
import { changeLanguage, useLanguage } from '../i18n.ts';
import { messageOf } from '../kit/problem.tsx';
import { NoticesBell } from './notices-bell.tsx';
import { useRenewSession, type Person, type Role } from './session.ts';
import { useShellText } from './texts.ts';

/** Brand, the person's post and scope, notices, language and account. */
export function TopBar({
  person,
  isDemo,
  onMenu,
}: {
  person: Person;
  isDemo: boolean;
  onMenu: (() => void) | undefined;
}) {
  const text = useShellText();
  const { language } = useLanguage();
  return (
    <Layout.Header className="desk-top" role="banner">
      {onMenu === undefined ? null : (
        <Button type="text" icon={<MenuOutlined />} aria-label={text('menu.open')} onClick={onMenu} />
      )}
      <Link to="/" className="desk-brand">
        <img src={`${import.meta.env.BASE_URL}mark.svg`} alt="" width={26} height={26} />
        <strong>{text('name')}</strong>
        <span aria-hidden>·</span>
        <span>{text('desk')}</span>
      </Link>
      {isDemo ? (
        <Tag className="desk-demo" variant="outlined">
          {text('demo')}
        </Tag>
      ) : null}
      <Scope roles={person.roles} />
      <span className="desk-top-end">
        <NoticesBell />
        <Button
          type="text"
          lang={language === 'zh' ? 'en' : 'zh-CN'}
          onClick={() => void changeLanguage(language === 'zh' ? 'en' : 'zh')}
        >
          {text('language')}
        </Button>
        <Account person={person} />
      </span>
    </Layout.Header>
  );
}

const areaOf = (role: Role): string =>
  [role.placeName, role.unitName].filter((name) => name !== null && name !== '').join(' · ');

function Scope({ roles }: { roles: readonly Role[] }) {
  const text = useShellText();
  const first = roles[0];
  if (first === undefined) return null;
  const all = roles.map((role) => [role.label, areaOf(role)].filter(Boolean).join(' – '));
  return (
    <span className="desk-scope" title={`${text('account.scope')}: ${all.join('; ')}`}>
      <b>{areaOf(first)}</b>
      <span>{first.label}</span>
      {roles.length > 1 ? <span>+{roles.length - 1}</span> : null}
    </span>
  );
}

function Account({ person }: { person: Person }) {
  const text = useShellText();
  const { message } = App.useApp();
  const renew = useRenewSession();
  const navigate = useNavigate();
  const signOut = async (leave: () => Promise<unknown>) => {
    try {
      await leave();
      await renew();
      await navigate({ to: '/sign-in' });
    } catch (error) {
      void message.error(messageOf(error));
    }
  };
  const items = [
    { key: 'security', label: <Link to="/security">{text('account.security')}</Link> },
    { key: 'residents', label: <a href="/">{text('account.residents')}</a> },
    { type: 'divider' as const },
    {
      key: 'out',
      icon: <LogoutOutlined />,
      label: text('account.sign-out'),
      onClick: () => void signOut(() => api.remove('/session')),
    },
    {
      key: 'everywhere',
      label: text('account.sign-out-everywhere'),
      onClick: () => void signOut(() => api.post('/sign-out-everywhere')),
    },
  ];
  return (
    <Dropdown menu={{ items }} trigger={['click']} placement="bottomRight">
      <Button
        type="text"
        icon={<UserOutlined />}
        aria-haspopup="menu"
        aria-label={`${text('account')}: ${person.name}`}
      >
        <span className="desk-account-name">{person.name}</span>
      </Button>
    </Dropdown>
  );
}
