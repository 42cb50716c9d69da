import { Link } from '@tanstack/react-router';
import type { CaseLine, CaseTypeDescription } from '@zhongzhi/casework/contract';
import { useLanguage } from '../../../i18n.ts';
import type { Column } from '../../../kit/rows.tsx';
import { minuteOf } from '../../../kit/when.ts';
import { nameOfCategory } from '../../categories/api.ts';
import { DueMark, LineStatus, UrgencyMark } from '../marks.tsx';
import { useCaseText } from '../texts.ts';

/** The columns of a list of cases. */
export function useLineColumns(type: CaseTypeDescription | undefined): Column<CaseLine>[] {
  const text = useCaseText();
  const { language } = useLanguage();
  const hasCategory = type?.form.some(({ kind }) => kind === 'category') ?? true;
  return [
    {
      key: 'title',
      title: text('title'),
      isHead: true,
      show: ({ id, number, title, followers }) => (
        <Link to="/cases/$id" params={{ id }} className="line-title">
          <span className="desk-number line-number">{number}</span>
          <span>
            {title}
            {followers === 0 ? null : <span className="desk-muted"> {text('followers', { count: followers })}</span>}
          </span>
        </Link>
      ),
    },
    {
      key: 'status',
      title: text('status'),
      show: ({ status, phase }) => <LineStatus type={type} status={status} phase={phase} />,
    },
    {
      key: 'due',
      title: text('due'),
      show: ({ dueAt, isOverdue, phase }) =>
        dueAt === null || phase === 'done' ? null : <DueMark dueAt={dueAt} isOverdue={isOverdue} />,
    },
    {
      key: 'urgency',
      title: text('urgency'),
      show: ({ urgency }) => (urgency === null ? null : <UrgencyMark urgency={urgency} />),
    },
    { key: 'place', title: text('place'), show: ({ placeName }) => placeName },
    { key: 'unit', title: text('unit'), show: ({ unit }) => unit?.name ?? null },
    ...(hasCategory
      ? [
          {
            key: 'category',
            title: text('category'),
            show: ({ category }: CaseLine) => (category === null ? null : nameOfCategory(category)),
          },
        ]
      : []),
    {
      key: 'opened',
      title: text('opened'),
      show: ({ openedAt }) => <span className="desk-number">{minuteOf(openedAt, language)}</span>,
    },
  ];
}
