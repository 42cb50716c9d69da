import { MOST_PHOTOS, POST_KINDS, type PostKind } from '@zhongzhi/circles/contract';
import { Button, Field, RadioCards, TextArea } from '@zhongzhi/ui';
import { invalidate, newKey, useTexts } from '@zhongzhi/web-kit';
import { useRef, useState, type FormEvent } from 'react';
import { api } from '../../api.ts';
import { Page, SignedIn } from '../../app/page.tsx';
import { navigate } from '../../app/router.ts';
import { upload } from '../form/sending.ts';
import { PhotosField } from '../form/shots-field.tsx';
import type { Shot } from '../form/values.ts';
import { useAttempt } from '../settings/attempt.ts';
import { circleTexts } from './texts.ts';
import './circles.css';

type Audience = 'circle' | 'everyone';

function Write({ circle }: { circle: string }) {
  const t = useTexts(circleTexts);
  const { isBusy, attempt } = useAttempt();
  const key = useRef(newKey());
  const [kind, setKind] = useState<PostKind>('help-wanted');
  const [words, setWords] = useState('');
  const [shots, setShots] = useState<readonly Shot[]>([]);
  const [audience, setAudience] = useState<Audience>('circle');
  const send = (event: FormEvent) => {
    event.preventDefault();
    attempt(async () => {
      const photos: string[] = [];
      for (const shot of shots) photos.push(await upload(shot, shot.key));
      await api.post(`/circles/${circle}/posts`, {
        body: { kind, words: words.trim(), photos, audience },
        idempotencyKey: key.current,
      });
      invalidate('circle');
      navigate(`/circles/${circle}`, 'replace');
    }, t('sent'));
  };
  return (
    <form className="zz-stack" noValidate onSubmit={send}>
      <Field label={t('what')} required group>
        <RadioCards
          value={kind}
          onChange={setKind}
          options={POST_KINDS.map((one) => ({ value: one, label: t(one), hint: t(`${one}-hint`) }))}
        />
      </Field>
      <Field label={t('say')} hint={t('sayHint')} required>
        <TextArea value={words} onChange={setWords} most={1000} />
      </Field>
      <PhotosField
        label={t('photos')}
        hint={t('photosHint')}
        required={false}
        most={MOST_PHOTOS}
        shots={shots}
        onChange={setShots}
      />
      <Field label={t('audience')} required group>
        <RadioCards
          value={audience}
          onChange={setAudience}
          options={[
            { value: 'circle', label: t('circleOnly') },
            { value: 'everyone', label: t('forEveryone'), hint: t('forEveryoneHint') },
          ]}
        />
      </Field>
      <Button type="submit" tone="main" block busy={isBusy} disabled={words.trim().length < 2}>
        {t('send')}
      </Button>
    </form>
  );
}

/** Telling a circle something: help, kindness or a good deed. */
export function WritePage({ values }: { values: Readonly<Record<string, string>> }) {
  const t = useTexts(circleTexts);
  return (
    <Page title={t('write')}>
      <SignedIn>{() => <Write circle={values['id'] ?? ''} />}</SignedIn>
    </Page>
  );
}
