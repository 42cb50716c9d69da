import { DeleteOutlined } from '@ant-design/icons';
import { App, Button, Input, Popover } from 'antd';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { BoardFilter } from '@zhongzhi/casework/contract';
import { useState } from 'react';
import { api } from '../../../api.ts';
import { messageOf } from '../../../kit/problem.tsx';
import { useKitText } from '../../../kit/texts.ts';
import { useBoardText } from './texts.ts';

interface Saved {
  readonly id: string;
  readonly name: string;
  readonly filter: BoardFilter;
}

/** The person's own filters for this kind of matter: use, save, delete. */
export function SavedFilters({ filter, onUse }: { filter: BoardFilter; onUse: (filter: BoardFilter) => void }) {
  const text = useBoardText();
  const kit = useKitText();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const [name, setName] = useState('');
  const saved = useQuery({ queryKey: ['saved-filters'], queryFn: () => api.get<{ items: Saved[] }>('/saved-filters') });
  const onError = (error: unknown) => void message.error(messageOf(error));
  const refresh = () => client.invalidateQueries({ queryKey: ['saved-filters'] });
  const saving = useMutation({
    mutationFn: () => api.post('/saved-filters', { name: name.trim(), filter }),
    onSuccess: async () => {
      setName('');
      await refresh();
    },
    onError,
  });
  const deleting = useMutation({
    mutationFn: (id: string) => api.remove(`/saved-filters/${id}`),
    onSuccess: refresh,
    onError,
  });
  const mine = (saved.data?.items ?? []).filter((one) => one.filter.type === filter.type);
  const content = (
    <div className="saved-filters">
      {mine.length === 0 ? <p className="desk-muted">{text('saved.none')}</p> : null}
      <ul>
        {mine.map((one) => (
          <li key={one.id}>
            <Button
              type="link"
              onClick={() => {
                setOpen(false);
                onUse(one.filter);
              }}
            >
              {one.name}
            </Button>
            <Button
              type="text"
              size="small"
              icon={<DeleteOutlined />}
              aria-label={text('saved.delete', { name: one.name })}
              onClick={() => deleting.mutate(one.id)}
            />
          </li>
        ))}
      </ul>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== '') saving.mutate();
        }}
      >
        <Input
          aria-label={text('saved.name')}
          placeholder={text('saved.name')}
          maxLength={40}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Button htmlType="submit" disabled={name.trim() === ''} loading={saving.isPending}>
          {kit('save')}
        </Button>
      </form>
    </div>
  );
  return (
    <Popover
      open={isOpen}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomRight"
      content={content}
      title={text('saved')}
    >
      <Button aria-expanded={isOpen}>{text('saved')}</Button>
    </Popover>
  );
}
