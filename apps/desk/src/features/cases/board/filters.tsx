import { Button, Checkbox, DatePicker, Grid, Input, Select } from 'antd';
import dayjs from 'dayjs';
import { URGENCIES, URGENCY_LABELS, type BoardFilter, type CaseTypeDescription } from '@zhongzhi/casework/contract';
import { useState } from 'react';
import { useLanguage } from '../../../i18n.ts';
import { OrganisationSelect, RegionSelect } from '../../directory/choices.tsx';
import { CategorySelect } from '../category-select.tsx';
import { useCaseText } from '../texts.ts';
import { isNarrowed } from './filter.ts';
import { useBoardText } from './texts.ts';

interface Props {
  readonly type: CaseTypeDescription;
  readonly filter: BoardFilter;
  readonly onChange: (filter: BoardFilter) => void;
}

/** Everything a board can be narrowed by; on a narrow screen only the search shows until more is asked for. */
export function Filters({ type, filter, onChange }: Props) {
  const text = useCaseText();
  const board = useBoardText();
  const { say } = useLanguage();
  const isWide = Grid.useBreakpoint().lg ?? true;
  const [isOpen, setOpen] = useState(isNarrowed(filter));
  const set = (change: Partial<Record<keyof BoardFilter, unknown>>) => {
    const entries = Object.entries({ ...filter, ...change }).filter(
      ([, value]) => value !== undefined && value !== null && value !== '' && value !== false,
    );
    onChange(Object.fromEntries(entries) as BoardFilter);
  };
  const has = (kind: string) => type.form.some((field) => field.kind === kind);
  return (
    <div className="desk-filters board-filters" role="search">
      <Input.Search
        key={filter.text ?? ''}
        allowClear
        aria-label={board('search')}
        placeholder={board('search')}
        defaultValue={filter.text ?? ''}
        maxLength={100}
        onSearch={(words) => set({ text: words.trim() })}
      />
      {isWide ? null : <Button onClick={() => setOpen(!isOpen)}>{board('more-filters')}</Button>}
      {isWide || isOpen ? (
        <>
          <Select
            allowClear
            aria-label={text('status')}
            placeholder={text('status')}
            style={{ width: 130 }}
            value={filter.status}
            onChange={(status: string | undefined) => set({ status, ...(status === undefined ? {} : { tab: 'all' }) })}
            options={type.statuses.map(({ name, label }) => ({ value: name, label: say(label) }))}
          />
          {has('urgency') ? (
            <Select
              allowClear
              aria-label={text('urgency')}
              placeholder={text('urgency')}
              style={{ width: 140 }}
              value={filter.urgency}
              onChange={(urgency: string | undefined) => set({ urgency })}
              options={URGENCIES.map((value) => ({ value, label: say(URGENCY_LABELS[value]) }))}
            />
          ) : null}
          <div style={{ width: 170 }}>
            <RegionSelect
              allowClear
              aria-label={text('place')}
              placeholder={text('place')}
              value={filter.place}
              onChange={(place) => set({ place })}
            />
          </div>
          <div style={{ width: 190 }}>
            <OrganisationSelect
              allowClear
              aria-label={text('unit')}
              placeholder={text('unit')}
              value={filter.unit}
              onChange={(unit) => set({ unit })}
            />
          </div>
          {has('category') ? (
            <div style={{ width: 170 }}>
              <CategorySelect
                allowClear
                takesBranches
                aria-label={text('category')}
                placeholder={text('category')}
                value={filter.category ?? null}
                onChange={(category) => set({ category })}
              />
            </div>
          ) : null}
          <DatePicker.RangePicker
            aria-label={board('dates')}
            placeholder={[board('dates.from'), board('dates.to')]}
            allowEmpty={[true, true]}
            style={{ width: 220 }}
            value={[
              filter.from === undefined ? null : dayjs(filter.from),
              filter.to === undefined ? null : dayjs(filter.to),
            ]}
            onChange={(days) => set({ from: days?.[0]?.format('YYYY-MM-DD'), to: days?.[1]?.format('YYYY-MM-DD') })}
          />
          <Checkbox checked={filter.mine === true} onChange={({ target }) => set({ mine: target.checked })}>
            {board('mine')}
          </Checkbox>
          {isNarrowed(filter) ? (
            <Button
              type="link"
              onClick={() => onChange({ type: filter.type, ...(filter.tab === undefined ? {} : { tab: filter.tab }) })}
            >
              {board('clear')}
            </Button>
          ) : null}
        </>
      ) : null}
    </div>
  );
}
