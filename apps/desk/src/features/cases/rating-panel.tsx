import { GRADE_LABELS, type CaseDetail } from '@zhongzhi/casework/contract';
import { useLanguage } from '../../i18n.ts';
import { minuteOf } from '../../kit/when.ts';
import { usePageText } from './texts-page.ts';

/** What the reporter said of the result. Who rated is never shown. */
export function RatingPanel({ rating }: { rating: CaseDetail['rating'] }) {
  const text = usePageText();
  const { say, language } = useLanguage();
  if (rating === null) return null;
  return (
    <section className="desk-panel">
      <h2>{text('rating')}</h2>
      <p className="rating">
        {rating.solved === null ? null : (
          <span className={rating.solved ? 'mark mark-done' : 'mark mark-over'}>
            {text(rating.solved ? 'rating.solved' : 'rating.unsolved')}
          </span>
        )}
        {rating.grade === null ? null : <strong>{say(GRADE_LABELS[rating.grade])}</strong>}
        <time className="desk-muted desk-number" dateTime={rating.at}>
          {minuteOf(rating.at, language)}
        </time>
      </p>
      {rating.words === null ? null : <p className="case-words">{rating.words}</p>}
    </section>
  );
}
