import { Button, Checkbox, Field, Select, TextInput } from '@zhongzhi/ui';
import { useLoad, useTexts } from '@zhongzhi/web-kit';
import { api } from '../../api.ts';
import type { Faults } from './plan-faults.ts';
import { newPost, type PostValues } from './plan-values.ts';
import { planTexts } from './texts.ts';

interface PostProps {
  post: PostValues;
  faults: Faults;
  onChange: (changes: Partial<PostValues>) => void;
  onRemove: (() => void) | undefined;
}

function Conditions({ post, faults, onChange }: Omit<PostProps, 'onRemove'>) {
  const t = useTexts(planTexts);
  const { data } = useLoad<{ kinds: readonly { kind: string; label: string }[] }>('volunteer', (signal) =>
    api.get('/volunteer', { signal }),
  );
  const kinds = data?.kinds ?? [];
  const isFaulty = faults[`${post.key}.waitlist`] !== undefined || faults[`${post.key}.minAge`] !== undefined;
  return (
    <details className="plan-more" open={isFaulty || undefined}>
      <summary>{post.name.trim() === '' ? t('more') : t('moreOf', { name: post.name.trim() })}</summary>
      <div className="zz-stack">
        <Field label={t('waitlist')} hint={t('waitlistHint')} error={faults[`${post.key}.waitlist`]}>
          <TextInput
            value={post.waitlist}
            onChange={(waitlist) => onChange({ waitlist })}
            inputMode="numeric"
            most={5}
          />
        </Field>
        {kinds.length === 0 ? null : (
          <Field label={t('qualification')}>
            <Select
              value={post.qualification}
              onChange={(qualification) => onChange({ qualification })}
              empty={t('noQualification')}
              options={kinds.map(({ kind, label }) => ({ value: kind, label }))}
            />
          </Field>
        )}
        <Field label={t('postMinAge')} error={faults[`${post.key}.minAge`]}>
          <TextInput value={post.minAge} onChange={(minAge) => onChange({ minAge })} inputMode="numeric" most={2} />
        </Field>
        <Checkbox
          checked={post.checksItself}
          onChange={(checksItself) => onChange({ checksItself })}
          hint={t('checksItselfHint')}
        >
          {t('checksItself')}
        </Checkbox>
      </div>
    </details>
  );
}

function Post({ post, faults, onChange, onRemove }: PostProps) {
  const t = useTexts(planTexts);
  return (
    <li className="plan-post zz-stack is-tight">
      <div className="plan-pair">
        <Field label={t('postName')} required error={faults[`${post.key}.name`]}>
          <TextInput value={post.name} onChange={(name) => onChange({ name })} most={30} />
        </Field>
        <Field label={t('capacity')} required error={faults[`${post.key}.capacity`]}>
          <TextInput
            value={post.capacity}
            onChange={(capacity) => onChange({ capacity })}
            inputMode="numeric"
            most={5}
          />
        </Field>
      </div>
      <Conditions post={post} faults={faults} onChange={onChange} />
      {onRemove === undefined ? null : (
        <div>
          <Button tone="quiet" icon="remove" onClick={onRemove}>
            {t('removePost', { name: post.name })}
          </Button>
        </div>
      )}
    </li>
  );
}

interface PostsProps {
  posts: readonly PostValues[];
  faults: Faults;
  onChange: (posts: readonly PostValues[]) => void;
}

/** The posts of a shift, each with its own capacity and conditions. */
export function Posts({ posts, faults, onChange }: PostsProps) {
  const t = useTexts(planTexts);
  return (
    <Field label={t('posts')} required group error={faults['posts']}>
      <ul className="plan-list">
        {posts.map((post) => (
          <Post
            key={post.key}
            post={post}
            faults={faults}
            onChange={(changes) => onChange(posts.map((one) => (one.key === post.key ? { ...one, ...changes } : one)))}
            onRemove={posts.length === 1 ? undefined : () => onChange(posts.filter((one) => one.key !== post.key))}
          />
        ))}
      </ul>
      <Button icon="plus" onClick={() => onChange([...posts, newPost()])}>
        {t('addPost')}
      </Button>
    </Field>
  );
}
