import { BellOutlined } from '@ant-design/icons';
import { Badge, Button } from 'antd';
import { useNavigate } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import type { UnreadCount } from '@zhongzhi/notices/contract';
import { api } from '../api.ts';
import { useShellText } from './texts.ts';

/** How many notices are unread; asked again every minute and whenever the page comes back to the front. */
export function NoticesBell() {
  const text = useShellText();
  const navigate = useNavigate();
  const { data } = useQuery({
    queryKey: ['notices', 'unread'],
    queryFn: () => api.get<UnreadCount>('/notices/unread'),
    refetchInterval: 60_000,
  });
  const count = data?.count ?? 0;
  return (
    <Badge count={count} size="small" overflowCount={99} offset={[-6, 8]}>
      <Button
        type="text"
        icon={<BellOutlined />}
        aria-label={`${text('item.notices')} (${count})`}
        onClick={() => void navigate({ to: '/notices' })}
      />
    </Badge>
  );
}
