import { Notice } from '@zhongzhi/ui';
import { problemOf, useTexts } from '@zhongzhi/web-kit';
import { create } from 'qrcode';
import { useEffect, useState } from 'react';
import { api } from '../../api.ts';
import { volunteerTexts } from './texts.ts';

interface Code {
  text: string;
  short: string;
  until: string;
}

const RETRY_MS = 3_000;

/** The squares of a code as one path, so that it is drawn sharp at every size. */
export function pathOf(text: string): { size: number; path: string } {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  let path = '';
  for (let row = 0; row < modules.size; row += 1)
    for (let column = 0; column < modules.size; column += 1)
      if (modules.get(row, column)) path += `M${column + 2} ${row + 2}h1v1h-1z`;
  return { size: modules.size + 4, path };
}

/** The rotating code: asked for anew whenever the present one ends. */
export function ScreenCode({ activity, step }: { activity: string; step: 'in' | 'out' }) {
  const t = useTexts(volunteerTexts);
  const [code, setCode] = useState<Code>();
  const [fault, setFault] = useState<string>();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    const ask = async (): Promise<void> => {
      let wait = RETRY_MS;
      try {
        const next = await api.get<Code>(`/activities/${activity}/code`, { query: { step } });
        if (isOver) return;
        setCode(next);
        setFault(undefined);
        wait = Math.min(15_000, Math.max(500, Date.parse(next.until) - Date.now() + 200));
      } catch (thrown) {
        if (isOver) return;
        setFault(problemOf(thrown, String(thrown)).detail);
      }
      timer = setTimeout(() => void ask(), wait);
    };
    void ask();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [activity, step]);
  if (fault !== undefined) return <Notice tone="bad">{fault}</Notice>;
  if (code === undefined) return null;
  const { size, path } = pathOf(`${location.origin}/check?code=${encodeURIComponent(code.text)}`);
  return (
    <div className="zz-stack">
      <svg
        className="screen-code"
        viewBox={`0 0 ${size} ${size}`}
        role="img"
        aria-label={t('screenLabel')}
        shapeRendering="crispEdges"
      >
        <path d={path} fill="#000" />
      </svg>
      <p className="zz-quiet">{t('orType')}</p>
      <p className="screen-digits">{code.short}</p>
    </div>
  );
}
