import { Button } from 'antd';
import { useKitText } from './texts.ts';

interface Growing {
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  fetchNextPage(): Promise<unknown>;
}

/** The end of a list that is read page by page. */
export function LoadMore({ list }: { list: Growing }) {
  const text = useKitText();
  if (!list.hasNextPage) return null;
  return (
    <div className="desk-more">
      <Button onClick={() => void list.fetchNextPage()} loading={list.isFetchingNextPage}>
        {text('more')}
      </Button>
    </div>
  );
}
