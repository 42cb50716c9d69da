import { COMMON_SKILLS, FREE_DAYS, FREE_HOURS } from '@zhongzhi/volunteers/contract';
import { Button, Field, TextInput } from '@zhongzhi/ui';
import { useTexts } from '@zhongzhi/web-kit';
import { useState } from 'react';
import { profileTexts } from './texts.ts';
import './profile.css';

const without = (words: readonly string[], word: string): string[] => words.filter((one) => one !== word);
const toggled = (words: readonly string[], word: string): string[] =>
  words.includes(word) ? without(words, word) : [...words, word];

interface WordsProps {
  value: readonly string[];
  onChange: (words: readonly string[]) => void;
}

/** Several of some words, each a tap. */
export function Chips({
  options,
  value,
  onChange,
}: WordsProps & { options: readonly { value: string; label: string }[] }) {
  return (
    <div className="chips">
      {options.map((option) => (
        <label key={option.value} className="chip">
          <input
            type="checkbox"
            checked={value.includes(option.value)}
            onChange={() => onChange(toggled(value, option.value))}
          />
          <span>{option.label}</span>
        </label>
      ))}
    </div>
  );
}

const MOST = 20;

/** Skills: the common ones to tap, others in one's own words. */
export function Skills({ value, onChange }: WordsProps) {
  const t = useTexts(profileTexts);
  const [typed, setTyped] = useState('');
  const own = value.filter((word) => !COMMON_SKILLS.some((common) => common === word));
  const add = () => {
    const words = typed.split(/[\s,，、;；]+/u).filter((word) => word !== '');
    onChange([...new Set([...value, ...words.map((word) => word.slice(0, 20))])].slice(0, MOST));
    setTyped('');
  };
  return (
    <>
      <Field label={t('skills')} hint={t('skillsHint')} group>
        <Chips
          options={[...COMMON_SKILLS, ...own].map((word) => ({ value: word, label: word }))}
          value={value}
          onChange={onChange}
        />
      </Field>
      <Field label={t('otherSkill')} hint={t('otherSkillHint')}>
        <div className="profile-add">
          <TextInput value={typed} onChange={setTyped} most={60} />
          <Button disabled={typed.trim() === ''} onClick={add}>
            {t('add')}
          </Button>
        </div>
      </Field>
    </>
  );
}

const SLOTS: readonly string[] = FREE_DAYS.flatMap((day) => FREE_HOURS.map((time) => `${day}-${time}`));

/** Weekdays and weekends by parts of the day. What a roster has said in other words stays, and can be taken away. */
export function FreeTimes({ value, onChange }: WordsProps) {
  const t = useTexts(profileTexts);
  const others = value.filter((word) => !SLOTS.includes(word));
  return (
    <Field label={t('freeTimes')} hint={t('skillsHint')} group>
      <table className="free-grid">
        <thead>
          <tr>
            <td />
            {FREE_HOURS.map((time) => (
              <th key={time} scope="col">
                {t(time)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {FREE_DAYS.map((day) => (
            <tr key={day}>
              <th scope="row">{t(day)}</th>
              {FREE_HOURS.map((time) => (
                <td key={time}>
                  <label className="chip">
                    <input
                      type="checkbox"
                      aria-label={t('slot', { day: t(day), time: t(time) })}
                      checked={value.includes(`${day}-${time}`)}
                      onChange={() => onChange(toggled(value, `${day}-${time}`))}
                    />
                  </label>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {others.length === 0 ? null : (
        <Chips options={others.map((word) => ({ value: word, label: word }))} value={value} onChange={onChange} />
      )}
    </Field>
  );
}
