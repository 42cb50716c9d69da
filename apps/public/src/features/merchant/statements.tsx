import { Button, EmptyState, ErrorState, Loading, Pager, StatusTag } from '@zhongzhi/ui';
import { usePages, useTexts } from '@zhongzhi/web-kit';
import { api } from '../../api.ts';
import { useAttempt } from '../settings/attempt.ts';
import { merchantTexts } from './texts.ts';
import type { Shop } from './types.ts';

interface StatementLine {
  id: string;
  number: string;
  from: string;
  to: string;
  beans: number;
  redemptions: number;
  paidAt: string | null;
}
interface StatementPage {
  items: readonly StatementLine[];
  next: string | null;
}

async function saveFile(id: string): Promise<void> {
  const file = await api.get<{ fileName: string; mediaType: string; content: string }>(`/beans/statements/${id}/file`, {
    query: { format: 'pdf' },
  });
  const link = document.createElement('a');
  link.href = `data:${file.mediaType};base64,${file.content}`;
  link.download = file.fileName;
  link.click();
}

/** What the district settles with the shop, period by period; each statement can be saved and signed. */
export function Statements({ shop }: { shop: Shop }) {
  const t = useTexts(merchantTexts);
  const { isBusy, attempt } = useAttempt();
  const { items, hasMore, isLoading, problem, more, reload } = usePages<StatementLine>(
    `my/statements/${shop.id}`,
    (after, signal) =>
      api.get<StatementPage>('/my/statements', {
        query: { merchant: shop.id, after },
        ...(signal === undefined ? {} : { signal }),
      }),
  );
  if (problem !== undefined) return <ErrorState detail={problem.detail} onRetry={reload} />;
  if (items === undefined) return <Loading />;
  if (items.length === 0) return <EmptyState icon="file" title={t('noStatements')} />;
  return (
    <>
      <ul className="merchant-lines">
        {items.map((one) => (
          <li key={one.id}>
            <div>
              <strong>
                {one.from} – {one.to}
              </strong>
              <div className="zz-quiet">
                {one.number} · {t('statementOf', { count: one.redemptions, beans: one.beans })}
              </div>
              <StatusTag tone={one.paidAt === null ? 'warn' : 'good'}>
                {t(one.paidAt === null ? 'unpaid' : 'paid')}
              </StatusTag>
            </div>
            <Button
              busy={isBusy}
              label={t('saveOf', { number: one.number })}
              onClick={() => attempt(() => saveFile(one.id))}
            >
              {t('saveFile')}
            </Button>
          </li>
        ))}
      </ul>
      <Pager hasMore={hasMore} busy={isLoading} onMore={more} />
    </>
  );
}
