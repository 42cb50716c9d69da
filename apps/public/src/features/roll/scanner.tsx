import { Button, Notice } from '@zhongzhi/ui';
import { useTexts } from '@zhongzhi/web-kit';
import { useEffect, useRef, useState } from 'react';
import { rollTexts } from './texts.ts';

/** The same code in front of the camera is one scan, for so long. */
const SAME_MS = 4_000;

/** Reads codes by the phone's camera; the library for it is fetched when the camera is opened. */
export function Scanner({ onCode }: { onCode: (text: string) => void }) {
  const t = useTexts(rollTexts);
  const video = useRef<HTMLVideoElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  const [hasFailed, setHasFailed] = useState(false);
  const latest = useRef(onCode);
  useEffect(() => {
    latest.current = onCode;
  });
  useEffect(() => {
    if (!isOpen) return;
    let isOver = false;
    let stop = (): void => undefined;
    const begin = async (): Promise<void> => {
      const { frameLoop, QRCanvas, rearCamera } = await import('qr/dom.js');
      if (isOver || video.current === null) return;
      const camera = await rearCamera(video.current);
      const canvas = new QRCanvas();
      let seen = { text: '', at: 0 };
      const end = frameLoop(async () => {
        const found = await camera.readFrame(canvas);
        if (typeof found !== 'string' || (found === seen.text && Date.now() - seen.at < SAME_MS)) return;
        seen = { text: found, at: Date.now() };
        latest.current(found);
      });
      stop = () => {
        end();
        camera.stop();
      };
      if (isOver) stop();
    };
    begin().catch(() => {
      setHasFailed(true);
      setIsOpen(false);
    });
    return () => {
      isOver = true;
      stop();
    };
  }, [isOpen]);
  return (
    <div className="zz-stack">
      {hasFailed ? <Notice tone="warn">{t('noCamera')}</Notice> : null}
      {isOpen ? (
        // oxlint-disable-next-line jsx-a11y/media-has-caption -- the picture of the camera, without sound
        <video ref={video} className="roll-camera" autoPlay muted playsInline />
      ) : null}
      <Button
        block
        icon="camera"
        tone={isOpen ? 'plain' : 'main'}
        onClick={() => {
          setHasFailed(false);
          setIsOpen(!isOpen);
        }}
      >
        {t(isOpen ? 'cameraOff' : 'camera')}
      </Button>
    </div>
  );
}
