import { createContext, useContext, useId, useMemo, type ReactNode } from 'react';
import { useWords } from '../words.ts';
import { Icon } from './icon.tsx';

interface FieldLinks {
  id: string;
  describedBy: string | undefined;
  isInvalid: boolean;
  isRequired: boolean;
}

const Links = createContext<FieldLinks | null>(null);

/** How an input takes its name, hint and error from the field around it. */
export function useFieldLinks(): {
  id?: string;
  'aria-describedby'?: string;
  'aria-invalid'?: true;
  'aria-required'?: true;
} {
  const links = useContext(Links);
  if (links === null) return {};
  return {
    id: links.id,
    'aria-describedby': links.describedBy,
    ...(links.isInvalid ? { 'aria-invalid': true } : {}),
    ...(links.isRequired ? { 'aria-required': true } : {}),
  };
}

export interface FieldProps {
  label: ReactNode;
  hint?: ReactNode;
  /** A sentence that says how to put it right. */
  error?: ReactNode;
  required?: boolean;
  /** For several controls that answer one question: a group with the label as its legend. */
  group?: boolean;
  children: ReactNode;
}

/** A question with its label, hint and error, wired to the one control inside. Optional ones say so. */
export function Field({ label, hint, error, required = false, group = false, children }: FieldProps) {
  const id = useId();
  const words = useWords();
  const hintId = hint === undefined ? undefined : `${id}-hint`;
  const errorId = error === undefined ? undefined : `${id}-error`;
  const describedBy = [hintId, errorId].filter((part) => part !== undefined).join(' ') || undefined;
  const isInvalid = error !== undefined;
  const links = useMemo(
    () => ({ id: group ? `${id}-group` : id, describedBy, isInvalid, isRequired: required }),
    [id, group, describedBy, isInvalid, required],
  );
  const name = (
    <>
      {label}
      {!required && <span className="zz-optional">{words.optional}</span>}
    </>
  );
  const inside = (
    <>
      {hint !== undefined && (
        <p className="zz-hint" id={hintId}>
          {hint}
        </p>
      )}
      <Links.Provider value={group ? null : links}>{children}</Links.Provider>
      {error !== undefined && (
        <p className="zz-error" id={errorId} role="alert">
          <Icon name="alert" />
          <span>{error}</span>
        </p>
      )}
    </>
  );
  if (group) {
    return (
      <fieldset className="zz-field" id={links.id} aria-describedby={describedBy}>
        <legend className="zz-label">{name}</legend>
        {inside}
      </fieldset>
    );
  }
  return (
    <div className="zz-field">
      <label className="zz-label" htmlFor={id}>
        {name}
      </label>
      {inside}
    </div>
  );
}
