import type { CaseTypeDescription, Field as FieldOf, PublicCase } from '@zhongzhi/casework/contract';
import { Button, EmptyState, LinkButton, Loading, Notice, Steps } from '@zhongzhi/ui';
import { useSay, useTexts } from '@zhongzhi/web-kit';
import { useState, type FormEvent } from 'react';
import { Await, Page, useSignInAddress } from '../../app/page.tsx';
import { navigate, useAddress } from '../../app/router.ts';
import { useSession } from '../../app/session.ts';
import { useCaseTypes } from '../cases/case-types.ts';
import { shownFields } from '../form/form-fields.tsx';
import { useCaseForm } from '../form/use-case-form.ts';
import { Sent } from '../matters/sent.tsx';
import { mattersTexts } from '../matters/texts.ts';
import { PhotosStep, PlaceStep, WordsStep } from './report-steps.tsx';
import { findSimilar, Similar } from './similar.tsx';
import { reportTexts } from './texts.ts';

const PHOTO_KINDS = new Set(['photos', 'files']);
const PLACE_KEYS = new Set(['point', 'place', 'address']);
/** The platform makes a title from the words: one question less. */
const LEFT_OUT = new Set(['title']);

/** The questions of the three steps, in the order of the form. */
function threeSteps(form: readonly FieldOf[]): [FieldOf[], FieldOf[], FieldOf[]] {
  const asked = shownFields(form).filter(({ key }) => !LEFT_OUT.has(key));
  const photos = asked.filter(({ kind }) => PHOTO_KINDS.has(kind));
  const place = asked.filter(({ key }) => PLACE_KEYS.has(key));
  return [photos, place, asked.filter((field) => !photos.includes(field) && !place.includes(field))];
}

const PAGES = [PhotosStep, PlaceStep, WordsStep] as const;

function Report({ type }: { type: CaseTypeDescription }) {
  const t = useTexts(reportTexts);
  const m = useTexts(mattersTexts);
  const say = useSay();
  const { session } = useSession();
  const { query } = useAddress();
  const signIn = useSignInAddress();
  const form = useCaseForm(type, say(type.label));
  const [similar, setSimilar] = useState<readonly PublicCase[] | null>(null);
  const [isLooking, setIsLooking] = useState(false);
  const at = Math.min(2, Math.max(0, Number(query.get('step') ?? 1) - 1)) as 0 | 1 | 2;
  const steps = threeSteps(type.form);
  const fields = steps[at];
  const Shown = PAGES[at];
  const isSignedIn = session?.person !== null && session?.person !== undefined;
  const go = (step: number) => navigate(step === 0 ? '/report' : `/report?step=${step + 1}`);

  if (form.outcome !== null) {
    const another = () => {
      form.clear();
      setSimilar(null);
      go(0);
    };
    return <Sent outcome={form.outcome} isMine onAnother={another} />;
  }
  if (!form.isReady) return <Loading />;

  const send = async () => {
    const outcome = await form.submit();
    if (outcome !== null && 'refused' in outcome) setSimilar(null);
    if (outcome !== null && !('refused' in outcome)) scrollTo(0, 0);
  };
  const finish = async () => {
    const gap = steps.findIndex((questions) => !form.check(questions));
    if (gap >= 0) {
      if (gap !== at) go(gap);
      return;
    }
    setIsLooking(true);
    const found = await findSimilar(type.name, form.values);
    setIsLooking(false);
    if (found.length === 0) await send();
    else {
      setSimilar(found);
      scrollTo(0, 0);
    }
  };
  const onward = (event: FormEvent) => {
    event.preventDefault();
    if (isLooking || form.isBusy) return;
    if (at === 2) void finish();
    else if (form.check(fields)) go(at + 1);
  };
  if (similar !== null) {
    return (
      <div className="zz-stack">
        <Similar items={similar} isBusy={form.isBusy} onJoined={form.clear} onNone={() => void send()} />
        <div>
          <Button tone="quiet" icon="left" onClick={() => setSimilar(null)}>
            {t('back')}
          </Button>
        </div>
      </div>
    );
  }
  return (
    <form className="zz-stack" noValidate onSubmit={onward} aria-label={t('title')}>
      <Steps steps={[t('photos'), t('place'), t('words')]} at={at} />
      {form.wasFound && at === 0 ? (
        <Notice>
          <p>{m('found')}</p>
          <Button tone="quiet" onClick={form.clear}>
            {m('startAnew')}
          </Button>
        </Notice>
      ) : null}
      <Shown fields={fields} form={form} />
      {form.problem === '' ? null : <Notice tone="bad">{form.problem}</Notice>}
      <div className="step-bar">
        {at === 0 ? null : (
          <Button icon="left" onClick={() => go(at - 1)}>
            {t('back')}
          </Button>
        )}
        {at === 2 && !isSignedIn ? (
          <LinkButton tone="main" href={signIn}>
            {m('signInToSend')}
          </LinkButton>
        ) : (
          <Button type="submit" tone="main" busy={isLooking || form.isBusy}>
            {t(at < 2 ? 'next' : isLooking ? 'looking' : form.isBusy ? 'sending' : 'send')}
          </Button>
        )}
      </div>
      {at === 2 && !isSignedIn ? <p className="zz-quiet">{m('signInKept')}</p> : null}
    </form>
  );
}

/** A resident's report, in three steps. */
export function ReportPage() {
  const t = useTexts(reportTexts);
  const types = useCaseTypes();
  const type = types.data?.find(({ name }) => name === 'appeal');
  return (
    <Page title={t('title')} about={t('about')}>
      <Await of={types}>
        {() => (type === undefined ? <EmptyState title={t('notOpen')} /> : <Report type={type} />)}
      </Await>
    </Page>
  );
}
