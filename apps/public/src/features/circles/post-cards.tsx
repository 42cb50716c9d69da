import type { PostCard } from '@zhongzhi/circles/contract';
import { Card, Photos, StatusTag } from '@zhongzhi/ui';
import { useDates, useTexts } from '@zhongzhi/web-kit';
import { photoOf } from '../cases/photos.ts';
import { circleTexts } from './texts.ts';

/** What a post is, and where it stands. */
export function PostTags({ post }: { post: PostCard }) {
  const t = useTexts(circleTexts);
  return (
    <span className="zz-row">
      <StatusTag tone="info">{t(post.kind)}</StatusTag>
      {post.settledAt === null ? null : <StatusTag tone="good">{t('settled')}</StatusTag>}
      {post.state === 'held' || post.state === 'removed' ? <StatusTag tone="warn">{t(post.state)}</StatusTag> : null}
    </span>
  );
}

/** Who, when, and how many answered. */
export function PostFoot({ post, withCircle = false }: { post: PostCard; withCircle?: boolean }) {
  const t = useTexts(circleTexts);
  const dates = useDates();
  return (
    <p className="zz-quiet">
      {[
        post.author ?? t('somebody'),
        withCircle ? post.circleName : null,
        dates.ago(post.at),
        post.offers === 0 ? null : t('offers', { count: post.offers }),
        post.replies === 0 ? null : t('replies', { count: post.replies }),
      ]
        .filter((part) => part !== null)
        .join(' · ')}
    </p>
  );
}

/** Posts as cards that lead to their pages. */
export function PostCards({ items, withCircle = false }: { items: readonly PostCard[]; withCircle?: boolean }) {
  return (
    <ul className="zz-stack circle-list">
      {items.map((post) => (
        <li key={post.id} className="zz-stack is-tight">
          <Card href={`/circle-posts/${post.id}`}>
            <PostTags post={post} />
            <p className="circle-words">{post.words}</p>
            <PostFoot post={post} withCircle={withCircle} />
          </Card>
          {post.photos.length === 0 ? null : <Photos photos={post.photos.map(photoOf)} />}
        </li>
      ))}
    </ul>
  );
}
