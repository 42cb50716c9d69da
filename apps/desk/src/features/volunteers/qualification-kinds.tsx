import { App, Button, Drawer, Form, Input, Select, Tag } from 'antd';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { QualificationKind } from '@zhongzhi/volunteers/contract';
import { useState } from 'react';
import { api } from '../../api.ts';
import { ProblemAlert } from '../../kit/problem.tsx';
import { Rows, type Column } from '../../kit/rows.tsx';
import { useQualificationText } from './qualification-texts.ts';

const NEW: QualificationKind = { kind: '', label: '', includes: [] };

function KindDrawer({
  editing,
  others,
  onClose,
}: {
  editing: QualificationKind | null;
  others: readonly QualificationKind[];
  onClose: () => void;
}) {
  const text = useQualificationText();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [label, setLabel] = useState(editing?.label ?? '');
  const [includes, setIncludes] = useState<string[]>(editing?.includes ?? []);
  const saving = useMutation({
    mutationFn: () =>
      api.put(`/volunteer-qualification-kinds/${encodeURIComponent(editing?.kind || label.trim())}`, {
        label: label.trim(),
        includes,
      }),
    onSuccess: async () => {
      void message.success(text('kinds.saved'));
      onClose();
      await client.invalidateQueries({ queryKey: ['qualifications'] });
    },
  });
  return (
    <Drawer
      open={editing !== null}
      onClose={onClose}
      title={editing?.kind === '' ? text('kinds.add') : text('kinds.edit-of', { name: editing?.label ?? '' })}
    >
      <Form layout="vertical" onFinish={() => saving.mutate()}>
        <Form.Item label={text('kinds.name')} htmlFor="kind-label" required>
          <Input id="kind-label" maxLength={40} value={label} onChange={(event) => setLabel(event.target.value)} />
        </Form.Item>
        <Form.Item label={text('kinds.includes')} htmlFor="kind-includes" help={text('kinds.about')}>
          <Select
            id="kind-includes"
            mode="multiple"
            value={includes}
            onChange={setIncludes}
            options={others.map((one) => ({ value: one.kind, label: one.label }))}
          />
        </Form.Item>
        <ProblemAlert error={saving.error} />
        <Button type="primary" htmlType="submit" loading={saving.isPending} disabled={label.trim() === ''}>
          {text('kinds.save')}
        </Button>
      </Form>
    </Drawer>
  );
}

function useColumns(
  all: readonly QualificationKind[],
  onEdit: ((kind: QualificationKind) => void) | null,
): Column<QualificationKind>[] {
  const text = useQualificationText();
  const nameOf = (kind: string): string => all.find((one) => one.kind === kind)?.label ?? kind;
  const steps: Column<QualificationKind> = {
    key: 'steps',
    title: text('steps'),
    show: (kind) => (
      <Button size="small" aria-label={text('kinds.edit-of', { name: kind.label })} onClick={() => onEdit?.(kind)}>
        {text('kinds.edit')}
      </Button>
    ),
  };
  return [
    { key: 'name', title: text('kinds.name'), isHead: true, show: ({ label }) => <strong>{label}</strong> },
    {
      key: 'includes',
      title: text('kinds.includes'),
      show: ({ includes }) =>
        includes.length === 0 ? (
          <span className="desk-muted">{text('kinds.nothing')}</span>
        ) : (
          includes.map((kind) => <Tag key={kind}>{nameOf(kind)}</Tag>)
        ),
    },
    ...(onEdit === null ? [] : [steps]),
  ];
}

/** The district's kinds of qualification and what each includes. */
export function QualificationKinds({ mayEdit }: { mayEdit: boolean }) {
  const text = useQualificationText();
  const [editing, setEditing] = useState<QualificationKind | null>(null);
  const kinds = useQuery({
    queryKey: ['qualifications', 'kinds'],
    queryFn: () => api.get<{ items: QualificationKind[] }>('/volunteer-qualification-kinds'),
  });
  const all = kinds.data?.items ?? [];
  const columns = useColumns(all, mayEdit ? setEditing : null);
  return (
    <>
      <p className="desk-muted">{text('kinds.about')}</p>
      {mayEdit ? (
        <div className="desk-filters">
          <Button onClick={() => setEditing(NEW)}>{text('kinds.add')}</Button>
        </div>
      ) : null}
      <ProblemAlert error={kinds.error} onRetry={() => void kinds.refetch()} />
      <Rows<QualificationKind>
        label={text('tab.kinds')}
        rows={kinds.data?.items}
        isLoading={kinds.isPending}
        keyOf={({ kind }) => kind}
        columns={columns}
        empty={text('kinds.none')}
      />
      <KindDrawer
        key={editing?.kind ?? 'none'}
        editing={editing}
        others={all.filter(({ kind }) => kind !== editing?.kind)}
        onClose={() => setEditing(null)}
      />
    </>
  );
}
