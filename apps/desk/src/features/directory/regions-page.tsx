import { Descriptions, Empty, Input, Spin, Tree } from 'antd';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { ORGANISATION_KINDS } from '@zhongzhi/directory/contract';
import { useMemo, useState } from 'react';
import { useMay } from '../../app/session.ts';
import { useLanguage } from '../../i18n.ts';
import { PageHead } from '../../kit/page-head.tsx';
import { ProblemAlert } from '../../kit/problem.tsx';
import { organisationsQuery, regionsQuery, type Region } from './api.ts';
import { branchesOf } from './region-tree.ts';
import { ABILITY } from './abilities.ts';
import { ExportButton, ImportButton } from './spreadsheet.tsx';
import { useDirectoryText } from './texts.ts';

/** The region tree of the district, and what lies in the region chosen. */
export function RegionsPage() {
  const text = useDirectoryText();
  const may = useMay();
  const navigate = useNavigate();
  const { code } = useSearch({ strict: false });
  const [words, setWords] = useState('');
  const regions = useQuery(regionsQuery);
  const all = useMemo(() => regions.data?.items ?? [], [regions.data]);
  const shown = useMemo(() => withAncestors(all, words.trim()), [all, words]);
  const count = (level: Level) => all.filter((region) => region.level === level).length;
  const chosen = all.find((region) => region.code === code) ?? all[0];
  return (
    <>
      <PageHead title={text('regions.title')} about={text('regions.about')}>
        {may(...ABILITY.exportSheets) ? <ExportButton of="regions" /> : null}
        {may(...ABILITY.importSheets) ? <ImportButton of="regions" /> : null}
      </PageHead>
      <ProblemAlert error={regions.error} onRetry={() => void regions.refetch()} />
      <Spin spinning={regions.isPending}>
        <div className="regions">
          <section className="desk-panel" aria-label={text('regions.title')}>
            <Input.Search
              allowClear
              aria-label={text('regions.find')}
              placeholder={text('regions.find')}
              value={words}
              onChange={(event) => setWords(event.target.value)}
            />
            <p className="desk-muted">
              {text('regions.counts', {
                streets: count('street'),
                communities: count('community'),
                grids: count('grid'),
              })}
            </p>
            {all.length === 0 ? null : (
              <Tree
                key={words === '' ? 'all' : words}
                blockNode
                height={560}
                aria-label={text('regions.title')}
                treeData={branchesOf(shown).map(asNode)}
                defaultExpandAll={words !== ''}
                defaultExpandedKeys={[all[0]?.code ?? '', ...(chosen === undefined ? [] : [chosen.code.slice(0, 9)])]}
                selectedKeys={chosen === undefined ? [] : [chosen.code]}
                onSelect={([key]) =>
                  key !== undefined &&
                  void navigate({ to: '/directory/regions', search: { code: key as string }, replace: true })
                }
              />
            )}
          </section>
          {chosen === undefined ? <Empty description={text('regions.pick')} /> : <RegionPanel region={chosen} />}
        </div>
      </Spin>
    </>
  );
}

type Level = 'district' | 'street' | 'community' | 'grid';

interface Node {
  readonly key: string;
  readonly title: string;
  readonly children: Node[];
}

const asNode = ({ value, title, children }: ReturnType<typeof branchesOf>[number]): Node => ({
  key: value,
  title,
  children: children.map(asNode),
});

/** The regions that fit, with those above them, so that they keep their place in the tree. */
function withAncestors(all: readonly Region[], words: string): readonly Region[] {
  if (words === '') return all;
  const found = all.filter(({ code, name }) => name.includes(words) || code.startsWith(words));
  return all.filter(({ code }) => found.some((region) => region.code.startsWith(code)));
}

function RegionPanel({ region }: { region: Region }) {
  const text = useDirectoryText();
  const { say } = useLanguage();
  const units = useQuery(organisationsQuery({ place: region.code }));
  return (
    <section className="desk-panel" aria-label={region.name}>
      <h2>{region.name}</h2>
      <Descriptions
        size="small"
        column={1}
        bordered
        items={[
          { key: 'code', label: text('code'), children: <span className="desk-number">{region.code}</span> },
          { key: 'level', label: text('level'), children: text(`level.${region.level as Level}`) },
          ...(region.longitude === null
            ? []
            : [
                {
                  key: 'position',
                  label: text('regions.position'),
                  children: `${region.longitude}, ${String(region.latitude)}`,
                },
              ]),
        ]}
      />
      <h3 className="desk-subtitle">{text('regions.units')}</h3>
      <ProblemAlert error={units.error} />
      {units.data?.items.length === 0 ? <p className="desk-muted">{text('regions.no-units')}</p> : null}
      <ul className="regions-units">
        {units.data?.items.map(({ id, name, kind }) => (
          <li key={id}>
            {name} <span className="desk-muted">{say(ORGANISATION_KINDS.find((one) => one.kind === kind)?.label)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
