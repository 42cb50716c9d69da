import {
  ApartmentOutlined,
  AppstoreOutlined,
  AuditOutlined,
  BarChartOutlined,
  BellOutlined,
  CalendarOutlined,
  ClusterOutlined,
  CommentOutlined,
  EyeOutlined,
  FileProtectOutlined,
  FileTextOutlined,
  GiftOutlined,
  HeartOutlined,
  HomeOutlined,
  IdcardOutlined,
  ImportOutlined,
  InboxOutlined,
  LineChartOutlined,
  SafetyCertificateOutlined,
  ScheduleOutlined,
  SoundOutlined,
  TagsOutlined,
  TeamOutlined,
} from '@ant-design/icons';
import type { ComponentType } from 'react';
import type { CaseTypeDescription } from '@zhongzhi/casework/contract';
import type { Label } from '../i18n.ts';

export interface MenuItem {
  readonly path: string;
  /** A text of the shell, or a label that the server gave. */
  readonly text: Parameters<ReturnType<typeof import('./texts.ts').useShellText>>[0] | Label;
  readonly count?: string;
  readonly icon: ComponentType<{ 'aria-hidden'?: boolean }>;
  /** Shown to who holds at least one; to everyone when absent. */
  readonly abilities?: readonly string[];
}

export interface MenuGroup {
  readonly key: 'group.work' | 'group.figures' | 'group.service' | 'group.directory' | 'group.administration' | null;
  readonly items: readonly MenuItem[];
}

/** What the desk offers besides cases. The server decides again on every request; this only leaves out what would be refused. */
export const FIXED_MENU: readonly MenuGroup[] = [
  {
    key: 'group.directory',
    items: [
      { path: '/directory/regions', text: 'item.regions', icon: ApartmentOutlined },
      {
        path: '/directory/organisations',
        text: 'item.organisations',
        icon: ClusterOutlined,
        abilities: ['directory.see-organisations'],
      },
      { path: '/directory/people', text: 'item.people', icon: TeamOutlined, abilities: ['directory.see-people'] },
      {
        path: '/directory/grants',
        text: 'item.grants',
        icon: SafetyCertificateOutlined,
        abilities: ['directory.grant-roles', 'directory.edit-people'],
      },
    ],
  },
  {
    key: 'group.service',
    items: [
      {
        path: '/service',
        text: 'item.service',
        icon: HeartOutlined,
        abilities: ['volunteering.review', 'volunteering.organise'],
      },
      {
        path: '/service-calendar',
        text: 'item.service-calendar',
        icon: ScheduleOutlined,
        abilities: ['volunteering.see-figures'],
      },
      {
        path: '/service-figures',
        text: 'item.service-figures',
        icon: LineChartOutlined,
        abilities: ['volunteering.see-figures'],
      },
      {
        path: '/service-rules',
        text: 'item.service-rules',
        icon: FileProtectOutlined,
        abilities: ['volunteering.set-rules'],
      },
      {
        path: '/volunteers/qualifications',
        text: 'item.qualifications',
        icon: IdcardOutlined,
        abilities: ['volunteer.confirm-qualifications', 'volunteer.edit-qualification-kinds'],
      },
      { path: '/volunteers/import', text: 'item.rosters', icon: ImportOutlined, abilities: ['volunteer.import'] },
      {
        path: '/certificates',
        text: 'item.certificates',
        icon: SafetyCertificateOutlined,
        abilities: ['certificate.keep'],
      },
      { path: '/beans', text: 'item.beans', icon: GiftOutlined, abilities: ['beans.govern'] },
      {
        path: '/circles',
        text: 'item.circles',
        icon: CommentOutlined,
        abilities: ['circle.review', 'circle.moderate'],
      },
    ],
  },
  {
    key: 'group.administration',
    items: [
      {
        path: '/accounts',
        text: 'item.accounts',
        icon: IdcardOutlined,
        abilities: ['identity.account.manage', 'identity.second-factor.reset'],
      },
      { path: '/import', text: 'item.import', icon: ImportOutlined, abilities: ['appeal.import'] },
      { path: '/categories', text: 'item.categories', icon: TagsOutlined, abilities: ['appeal.edit-categories'] },
      { path: '/calendar', text: 'item.calendar', icon: CalendarOutlined },
      { path: '/audit', text: 'item.audit', icon: AuditOutlined, abilities: ['audit.read'] },
    ],
  },
];

export const HOME_ITEM: MenuItem = { path: '/', text: 'item.home', icon: HomeOutlined };
export const NOTICES_ITEM: MenuItem = { path: '/notices', text: 'item.notices', icon: BellOutlined };

/** The pages about cases: the intake desk, a board per kind of matter, a room where work is shared, the figures. */
export function caseMenu(types: readonly CaseTypeDescription[]): MenuGroup[] {
  const boards = types.filter(({ maySeeBoard }) => maySeeBoard);
  if (boards.length === 0) return [];
  const work: MenuItem[] = [
    ...(boards.some(({ openedByResidents }) => openedByResidents)
      ? [{ path: '/intake', text: 'item.intake', icon: InboxOutlined } as const]
      : []),
    ...boards.map(({ name, label }) => ({
      path: `/board/${name}`,
      text: label,
      icon: ICONS[name] ?? FileTextOutlined,
    })),
    ...boards
      .filter(({ taskStatuses }) => taskStatuses.length > 0)
      .map(({ name, label }) => ({
        path: `/room/${name}`,
        text: { zh: `${label.zh}调度室`, en: `${label.en}: room` },
        icon: AppstoreOutlined,
      })),
  ];
  const figures: MenuItem[] = boards.some(({ rated }) => rated)
    ? [{ path: '/statistics', text: 'item.statistics', icon: BarChartOutlined }]
    : [];
  return [
    { key: 'group.work', items: work },
    { key: 'group.figures', items: figures },
  ];
}

const ICONS: Readonly<Record<string, MenuItem['icon']>> = {
  appeal: FileTextOutlined,
  whistle: SoundOutlined,
  supervision: EyeOutlined,
};
