import { Button, Tabs } from 'antd';
import { useState } from 'react';
import { useMay } from '../../app/session.ts';
import { PageHead } from '../../kit/page-head.tsx';
import { ReasonDialog, type Decision } from '../../kit/reason-dialog.tsx';
import { ExportRecords } from './export-records.tsx';
import { useGroupsText } from './groups-texts.ts';
import { LongDays } from './long-days.tsx';
import { Objections } from './objections.tsx';
import { Projects } from './projects.tsx';
import { RecordGroups } from './record-groups.tsx';
import { useQueue, type QueueName } from './queue.tsx';
import { useServiceText } from './texts.ts';
import { UnsettledActivities } from './unsettled.tsx';

function useTab(key: QueueName, isShown: boolean) {
  const text = useServiceText();
  const { data } = useQueue(key, isShown);
  return { key, isShown, label: text(`tab.${key}`, { count: data?.items.length ?? 0 }) };
}

/** What waits for staff of volunteering: projects, activities that were not confirmed, objections, long days. */
export function ServicePage() {
  const text = useServiceText();
  const may = useMay();
  const [decision, setDecision] = useState<Decision | null>(null);
  const reviews = may('volunteering.review');
  const organises = may('volunteering.organise');
  const exports = may('volunteering.export-records');
  const groups = useGroupsText();
  const tabs = [
    { ...useTab('projects', reviews), children: <Projects decide={setDecision} /> },
    { ...useTab('unsettled', organises), children: <UnsettledActivities /> },
    { ...useTab('objections', organises), children: <Objections decide={setDecision} /> },
    { ...useTab('long-days', reviews), children: <LongDays /> },
    { key: 'groups', isShown: organises, label: groups('tab'), children: <RecordGroups /> },
    { key: 'export', isShown: exports, label: groups('export.tab'), children: <ExportRecords /> },
  ];
  return (
    <>
      <PageHead title={text('title')} about={text('about')}>
        <Button href="/organise" target="_blank">
          {text('organise')}
        </Button>
      </PageHead>
      <Tabs items={tabs.flatMap(({ isShown, ...tab }) => (isShown ? [tab] : []))} />
      <ReasonDialog
        key={`${decision?.path} ${decision?.label}`}
        decision={decision}
        of="service"
        onClose={() => setDecision(null)}
      />
    </>
  );
}
