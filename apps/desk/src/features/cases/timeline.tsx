import type { TimelineEntry } from '@zhongzhi/casework/contract';
import { useLanguage } from '../../i18n.ts';
import { minuteOf } from '../../kit/when.ts';
import { usePageText } from './texts-page.ts';

/** What happened, newest first: who, for which unit, what they wrote and gave. */
export function Timeline({ entries }: { entries: readonly TimelineEntry[] }) {
  const text = usePageText();
  return (
    <section className="desk-panel">
      <h2>{text('timeline')}</h2>
      <ol className="timeline">
        {entries.toReversed().map((entry) => (
          <Entry key={entry.seq} entry={entry} />
        ))}
      </ol>
    </section>
  );
}

function Entry({ entry }: { entry: TimelineEntry }) {
  const text = usePageText();
  const { say, language } = useLanguage();
  const who = [entry.unit, entry.actor].filter(Boolean).join(' · ');
  return (
    <li>
      <div className="timeline-head">
        <strong>{say(entry.label)}</strong>
        <time className="desk-muted desk-number" dateTime={entry.at}>
          {minuteOf(entry.at, language)}
        </time>
      </div>
      <div className="desk-muted">
        {who === '' ? text('timeline.platform') : who}
        {entry.forStaff ? <span className="timeline-staff">{text('timeline.staff')}</span> : null}
      </div>
      {entry.note === null ? null : <p className="case-words">{entry.note}</p>}
      {entry.facts.length === 0 ? null : (
        <ul className="timeline-facts">
          {entry.facts.map(({ label, value }) => (
            <li key={`${label.en}${value}`}>
              <span className="desk-muted">{say(label)}</span> {value}
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}
