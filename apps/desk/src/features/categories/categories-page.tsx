import { App, Button, Drawer, Form, Input, Select } from 'antd';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { URGENCIES, URGENCY_LABELS, type Urgency } from '@zhongzhi/casework/contract';
import { useMemo, useState } from 'react';
import { api } from '../../api.ts';
import { defineTexts, useLanguage } from '../../i18n.ts';
import { PageHead } from '../../kit/page-head.tsx';
import { ProblemAlert } from '../../kit/problem.tsx';
import { Rows, type Column } from '../../kit/rows.tsx';
import { useKitText } from '../../kit/texts.ts';
import { OrganisationSelect } from '../directory/choices.tsx';
import { useOrganisationNames } from '../directory/use-organisation-names.ts';
import { categoriesQuery, nameOfCategory, type Category } from './api.ts';

const useCategoriesText = defineTexts('categories', {
  title: ['诉求分类', 'Appeal categories'],
  about: [
    '每个分类有默认的紧急程度和承办单位，受理时自动带出。改上级分类时，仍用原默认值的下级跟着改。',
    'Each category has a default urgency and unit that intake starts from. Leaves that still have their branch’s defaults follow it.',
  ],
  find: ['按名称查找', 'Find by name'],
  level1: ['一级分类', 'First level'],
  'level1.all': ['全部一级分类', 'All first levels'],
  name: ['分类', 'Category'],
  urgency: ['默认紧急程度', 'Default urgency'],
  unit: ['默认承办单位', 'Default unit'],
  'unit.none': ['按属地先交社区', 'The community of the place'],
  steps: ['操作', 'Steps'],
  edit: ['修改', 'Edit'],
  branch: ['含下级分类', 'With leaves'],
  'unit.about': ['留空表示按属地交社区先办。', 'Empty: the community of the place handles it first.'],
  saved: ['已修改{{count}}个分类', '{{count}} categories changed'],
  shown: ['显示前{{count}}个，请用查找缩小范围', 'The first {{count}} are shown; narrow the search'],
});

const MOST_SHOWN = 150;

/** The classification with its defaults: urgency and unit, by branch or by leaf. */
export function CategoriesPage() {
  const text = useCategoriesText();
  const categories = useQuery(categoriesQuery);
  const [words, setWords] = useState('');
  const [branch, setBranch] = useState<string | undefined>();
  const [editing, setEditing] = useState<Category | null>(null);
  const all = useMemo(() => categories.data?.items ?? [], [categories.data]);
  const found = useMemo(
    () => all.filter(({ code, level1 }) => (branch === undefined || level1 === branch) && code.includes(words.trim())),
    [all, branch, words],
  );
  const columns = useColumns(all, setEditing);
  return (
    <>
      <PageHead title={text('title')} about={text('about')} />
      <div className="desk-filters">
        <Input.Search
          allowClear
          aria-label={text('find')}
          placeholder={text('find')}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        <Select
          allowClear
          aria-label={text('level1')}
          placeholder={text('level1.all')}
          style={{ width: 200 }}
          value={branch}
          onChange={setBranch}
          options={all.filter(({ level2 }) => level2 === null).map(({ code }) => ({ value: code, label: code }))}
        />
      </div>
      <ProblemAlert error={categories.error} onRetry={() => void categories.refetch()} />
      <Rows<Category>
        label={text('title')}
        rows={found.slice(0, MOST_SHOWN)}
        isLoading={categories.isPending}
        keyOf={({ code }) => code}
        columns={columns}
      />
      {found.length > MOST_SHOWN ? <p className="desk-more">{text('shown', { count: MOST_SHOWN })}</p> : null}
      <CategoryDrawer key={editing?.code ?? 'none'} editing={editing} onClose={() => setEditing(null)} />
    </>
  );
}

function useColumns(all: readonly Category[], onEdit: (category: Category) => void): Column<Category>[] {
  const text = useCategoriesText();
  const { say } = useLanguage();
  const unitName = useOrganisationNames(all.flatMap(({ defaultUnit }) => defaultUnit ?? []));
  return [
    {
      key: 'name',
      title: text('name'),
      isHead: true,
      show: ({ code, level3 }) => (
        <span className="category-name">
          <span className="desk-muted">{code.split('/').slice(0, -1).join(' / ')}</span>
          <span>
            {nameOfCategory(code)} {level3 === null ? <span className="desk-muted">({text('branch')})</span> : null}
          </span>
        </span>
      ),
    },
    {
      key: 'urgency',
      title: text('urgency'),
      show: ({ defaultUrgency }) => say(URGENCY_LABELS[defaultUrgency as Urgency]) || defaultUrgency,
    },
    {
      key: 'unit',
      title: text('unit'),
      show: ({ defaultUnit }) =>
        defaultUnit === null ? <span className="desk-muted">{text('unit.none')}</span> : unitName(defaultUnit),
    },
    {
      key: 'steps',
      title: text('steps'),
      show: (category) => (
        <Button
          type="link"
          size="small"
          aria-label={`${text('edit')} ${category.code}`}
          onClick={() => onEdit(category)}
        >
          {text('edit')}
        </Button>
      ),
    },
  ];
}

interface Values {
  readonly defaultUrgency: string;
  readonly defaultUnit?: string | null;
}

function CategoryDrawer({ editing, onClose }: { editing: Category | null; onClose: () => void }) {
  const text = useCategoriesText();
  const kit = useKitText();
  const { say } = useLanguage();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [form] = Form.useForm<Values>();
  const saving = useMutation({
    mutationFn: ({ defaultUrgency, defaultUnit }: Values) =>
      api.patch<{ changed: number }>('/appeals/categories', {
        code: editing?.code,
        defaultUrgency,
        defaultUnit: defaultUnit ?? null,
      }),
    onSuccess: async ({ changed }) => {
      void message.success(text('saved', { count: changed }));
      onClose();
      await client.invalidateQueries({ queryKey: ['categories'] });
    },
  });
  return (
    <Drawer
      open={editing !== null}
      onClose={onClose}
      size={420}
      title={editing?.code.replaceAll('/', ' / ')}
      footer={
        <div className="desk-drawer-foot">
          <Button onClick={onClose}>{kit('cancel')}</Button>
          <Button type="primary" loading={saving.isPending} onClick={() => form.submit()}>
            {kit('save')}
          </Button>
        </div>
      }
    >
      <Form form={form} layout="vertical" initialValues={editing ?? {}} onFinish={(values) => saving.mutate(values)}>
        <Form.Item name="defaultUrgency" label={text('urgency')}>
          <Select options={URGENCIES.map((value) => ({ value, label: say(URGENCY_LABELS[value]) }))} />
        </Form.Item>
        <Form.Item name="defaultUnit" label={text('unit')} extra={text('unit.about')}>
          <OrganisationSelect allowClear />
        </Form.Item>
        <ProblemAlert error={saving.error} />
      </Form>
    </Drawer>
  );
}
