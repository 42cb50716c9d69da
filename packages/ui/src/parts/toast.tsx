import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { useWords } from '../words.ts';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';

/** Long enough to be read by everyone; whoever wants can close it sooner. Bad news stays until it is closed. */
export const TOAST_SECONDS = 10;

interface Message {
  id: number;
  text: ReactNode;
  tone: 'good' | 'bad';
}

type Say = (text: ReactNode, tone?: 'good' | 'bad') => void;

const Saying = createContext<Say>(() => undefined);

/** Says something in passing: `const say = useToast(); say('已保存')`. */
export const useToast = (): Say => useContext(Saying);

/** The place where short messages appear, and are read out. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [messages, setMessages] = useState<readonly Message[]>([]);
  const count = useRef(0);
  const say = useCallback<Say>((text, tone = 'good') => {
    count.current += 1;
    const id = count.current;
    setMessages((before) => [...before.slice(-2), { id, text, tone }]);
  }, []);
  const drop = useCallback((id: number) => setMessages((before) => before.filter((one) => one.id !== id)), []);
  const shown = useMemo(
    () => messages.map((message) => <Toast key={message.id} message={message} drop={drop} />),
    [messages, drop],
  );
  return (
    <Saying.Provider value={say}>
      {children}
      <div className="zz-toasts" role="status" aria-live="polite">
        {shown}
      </div>
    </Saying.Provider>
  );
}

function Toast({ message, drop }: { message: Message; drop: (id: number) => void }) {
  const words = useWords();
  const { id, tone } = message;
  useEffect(() => {
    if (tone === 'bad') return;
    const timer = setTimeout(() => drop(id), TOAST_SECONDS * 1000);
    return () => clearTimeout(timer);
  }, [id, tone, drop]);
  return (
    <div className="zz-toast">
      <Icon name={tone === 'good' ? 'check' : 'alert'} />
      <span className="zz-toast-text">{message.text}</span>
      <Button tone="quiet" icon="close" label={words.close} onClick={() => drop(id)} />
    </div>
  );
}
