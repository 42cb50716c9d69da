import { Alert, Button } from 'antd';
import { ApiProblem } from '../api.ts';
import { currentLanguage } from '../i18n.ts';
import { useKitText } from './texts.ts';

const UNEXPECTED = { zh: '页面出了差错，请刷新后再试。', en: 'The page failed. Reload it and try again.' };

/** The sentence to show for whatever was thrown. */
export const messageOf = (error: unknown): string =>
  error instanceof ApiProblem ? error.message : UNEXPECTED[currentLanguage()];

/** A refusal within a page or dialog, with the fields it names. */
export function ProblemAlert({ error, onRetry }: { error: unknown; onRetry?: (() => void) | undefined }) {
  const text = useKitText();
  if (error === null || error === undefined) return null;
  const fields = error instanceof ApiProblem ? error.errors : [];
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={messageOf(error)}
      description={
        fields.length === 0 ? undefined : (
          <ul className="desk-field-errors">
            {fields.map(({ field, detail }) => (
              <li key={`${field}:${detail}`}>{detail}</li>
            ))}
          </ul>
        )
      }
      action={
        onRetry === undefined ? undefined : (
          <Button size="small" onClick={onRetry}>
            {text('again')}
          </Button>
        )
      }
    />
  );
}

/** A refusal that leaves nothing else to show. */
export function ProblemResult({ error, onRetry }: { error: unknown; onRetry?: (() => void) | undefined }) {
  const text = useKitText();
  return (
    <section className="desk-failure">
      <h1>{text('failed')}</h1>
      <p role="alert">{messageOf(error)}</p>
      {onRetry === undefined ? null : <Button onClick={onRetry}>{text('again')}</Button>}
    </section>
  );
}
