import { Button, Flex, Select, Space, Tag } from 'antd';
import { useInfiniteQuery } from '@tanstack/react-query';
import { hours, type CertificateCard } from '@zhongzhi/certificates/contract';
import { useState } from 'react';
import { api } from '../../api.ts';
import { useSession } from '../../app/session.ts';
import { useLanguage } from '../../i18n.ts';
import { asCsv } from '../../kit/csv.ts';
import { LoadMore } from '../../kit/load-more.tsx';
import { PageHead } from '../../kit/page-head.tsx';
import { ProblemAlert } from '../../kit/problem.tsx';
import { ReasonDialog, type Decision } from '../../kit/reason-dialog.tsx';
import { Rows, type Column } from '../../kit/rows.tsx';
import { saveText } from '../../kit/save-file.ts';
import { dayOf, minuteOf } from '../../kit/when.ts';
import { IssuerForm } from './issuer-form.tsx';
import { useCertificatesText } from './texts.ts';

interface Units {
  readonly unit: string;
  readonly name: string;
}

/** The units in whose name the person acts. */
function useUnits(): readonly Units[] {
  const roles = useSession()?.person?.roles ?? [];
  const units = new Map(
    roles.flatMap(({ unit, unitName }) => (unit === null ? [] : [[unit, unitName ?? unit] as const])),
  );
  return [...units].map(([unit, name]) => ({ unit, name }));
}

function useStateWords(): (card: CertificateCard) => string {
  const text = useCertificatesText();
  const { language } = useLanguage();
  return ({ state, postedUntil }) =>
    text(`state.${state}`, { day: postedUntil === null ? '' : dayOf(postedUntil, language) });
}

function Steps({ card, decide }: { card: CertificateCard; decide: (decision: Decision) => void }) {
  const text = useCertificatesText();
  const step = (label: string, path: string) => (
    <Button size="small" danger onClick={() => decide({ path, body: {}, label, isHard: true })}>
      {label}
    </Button>
  );
  return (
    <Space>
      {card.state === 'posted' ? step(text('refuse'), `/certificates/${card.id}/refusal`) : null}
      {card.state === 'issued' ? (
        <>
          <Button size="small" href={`/api/v1/certificates/${card.id}/paper`} download>
            {text('paper')}
          </Button>
          {step(text('revoke'), `/certificates/${card.id}/revocation`)}
        </>
      ) : null}
    </Space>
  );
}

function useColumns(decide: (decision: Decision) => void): Column<CertificateCard>[] {
  const text = useCertificatesText();
  const { language } = useLanguage();
  const stateOf = useStateWords();
  return [
    { key: 'number', title: text('number'), isHead: true, show: ({ number }) => number ?? '—' },
    { key: 'holder', title: text('holder'), show: ({ holder }) => holder ?? text('erased') },
    { key: 'period', title: text('period'), show: ({ from, to }) => `${from} – ${to}` },
    {
      key: 'hours',
      title: text('hours'),
      show: ({ timedMinutes, enteredMinutes }) => hours(timedMinutes + enteredMinutes),
    },
    {
      key: 'state',
      title: text('state'),
      show: (card) => (
        <>
          <Tag variant="outlined">{stateOf(card)}</Tag> {card.reason}
        </>
      ),
    },
    { key: 'asked', title: text('asked'), show: ({ askedAt }) => minuteOf(askedAt, language) },
    { key: 'steps', title: text('steps'), show: (card) => <Steps card={card} decide={decide} /> },
  ];
}

function Register({ unit }: { unit: string }) {
  const text = useCertificatesText();
  const stateOf = useStateWords();
  const [decision, setDecision] = useState<Decision | null>(null);
  const columns = useColumns(setDecision);
  const pages = useInfiniteQuery({
    queryKey: ['certificates', 'register', unit],
    queryFn: ({ pageParam }) =>
      api.get<{ items: CertificateCard[]; next: string | null }>('/certificates/register', {
        unit,
        after: pageParam === '' ? undefined : pageParam,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  });
  const rows = pages.data?.pages.flatMap(({ items }) => items);
  const download = () =>
    saveText(
      'register.csv',
      asCsv([
        [text('number'), text('holder'), text('period'), text('hours'), text('state')],
        ...(rows ?? []).map((card) => [
          card.number ?? '',
          card.holder ?? text('erased'),
          `${card.from} – ${card.to}`,
          hours(card.timedMinutes + card.enteredMinutes),
          stateOf(card),
        ]),
      ]),
    );
  return (
    <>
      <ProblemAlert error={pages.error} onRetry={() => void pages.refetch()} />
      <Rows<CertificateCard>
        label={text('title')}
        rows={rows}
        isLoading={pages.isPending}
        keyOf={({ id }) => id}
        columns={columns}
        empty={text('none')}
      />
      <LoadMore list={pages} />
      {(rows ?? []).length === 0 ? null : <Button onClick={download}>{text('download')}</Button>}
      <ReasonDialog key={decision?.path} of="certificates" decision={decision} onClose={() => setDecision(null)} />
    </>
  );
}

/** The register of certificates of one's own unit, and how it issues them. */
export function RegisterPage() {
  const text = useCertificatesText();
  const units = useUnits();
  const [chosen, setChosen] = useState<string>();
  const unit = chosen ?? units[0]?.unit;
  return (
    <>
      <PageHead title={text('title')} about={text('about')} />
      {unit === undefined ? (
        <p>{text('no-unit')}</p>
      ) : (
        <Flex vertical gap="middle">
          {units.length < 2 ? null : (
            <Select
              aria-label={text('unit')}
              value={unit}
              onChange={setChosen}
              options={units.map(({ unit: value, name }) => ({ value, label: name }))}
            />
          )}
          <Register key={unit} unit={unit} />
          <IssuerForm key={`rules ${unit}`} unit={unit} />
        </Flex>
      )}
    </>
  );
}
