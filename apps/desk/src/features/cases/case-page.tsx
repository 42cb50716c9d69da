import { Spin } from 'antd';
import { useParams } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { ProblemAlert, ProblemResult } from '../../kit/problem.tsx';
import { caseQuery } from './api.ts';
import { CaseView } from './case-view.tsx';

/** One case on a page of its own. */
export function CasePage() {
  const { id = '' } = useParams({ strict: false });
  const found = useQuery(caseQuery(id));
  if (found.isPending) return <Spin className="desk-waiting" />;
  if (found.data === undefined) return <ProblemResult error={found.error} onRetry={() => void found.refetch()} />;
  return (
    <>
      <ProblemAlert error={found.error} onRetry={() => void found.refetch()} />
      <CaseView key={id} detail={found.data} isPage />
    </>
  );
}
