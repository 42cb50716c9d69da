import { Empty, Input, Spin } from 'antd';
import type { DemoPerson } from '@zhongzhi/identity/contract';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.ts';
import { ProblemAlert } from '../../kit/problem.tsx';
import { useSignInText } from './texts.ts';

/** The demonstration people by post; a click enters as one of them. */
export function DemoPeople({ onEntered }: { onEntered: () => Promise<void> }) {
  const text = useSignInText();
  const [words, setWords] = useState('');
  const people = useQuery({ queryKey: ['demo', 'people'], queryFn: () => api.get<DemoPerson[]>('/demo/people') });
  const entering = useMutation({
    mutationFn: async (id: string) => {
      await api.post('/demo/sessions', { id });
      await onEntered();
    },
  });
  const shown = (people.data ?? []).filter(({ name, roles, title, scope }) =>
    [name, title, ...roles, scope].join(' ').includes(words.trim()),
  );
  const groups = Map.groupBy(shown, ({ title }) => (title === '' ? text('demo.residents') : title));
  return (
    <>
      <p style={{ margin: '0 0 10px' }}>
        <strong>{text('demo.title')}</strong>
        <br />
        <span className="desk-muted">{text('demo.about')}</span>
      </p>
      <ProblemAlert
        error={people.error ?? entering.error}
        onRetry={people.isError ? () => void people.refetch() : undefined}
      />
      <Input.Search
        allowClear
        aria-label={text('demo.search')}
        placeholder={text('demo.search')}
        style={{ margin: '8px 0 14px', maxWidth: 320 }}
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      <Spin spinning={people.isPending || entering.isPending}>
        {people.isSuccess && shown.length === 0 ? <Empty description={text('demo.none')} /> : null}
        <div className="sign-in-people">
          {[...groups].map(([role, members]) => (
            <section key={role}>
              <h2>{role}</h2>
              <ul>
                {members.map(({ id, name, scope }) => (
                  <li key={id}>
                    <button
                      type="button"
                      className="sign-in-person"
                      disabled={entering.isPending}
                      onClick={() => entering.mutate(id)}
                    >
                      {name}
                      <span>{scope}</span>
                    </button>
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </div>
      </Spin>
    </>
  );
}
