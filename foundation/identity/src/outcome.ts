import type { Refusal } from '@zhongzhi/kernel';
import { Type } from 'typebox';
import type { NewSession } from './session/sessions.ts';

/**
 * What a sign-in step came to. A wrong code or password is an outcome and not an exception: the attempt that it counts
 * must be committed, while a thrown refusal would undo it. The HTTP side throws the refusal after the commit.
 */
export type Outcome =
  | { readonly done: 'refused'; readonly refusal: Refusal }
  | { readonly done: 'challenged'; readonly challenge: string; readonly person: string }
  | { readonly done: 'signed-in'; readonly session: NewSession; readonly person: string; readonly name: string };

/** Outcomes hold secrets: they go to the HTTP side of this module only, are never serialised and never remembered. */
export const OutcomeShape = Type.Unsafe<Outcome>({});

/** The audit log names the person when one was found. */
export const subjectOf = (_input: unknown, outcome: Outcome): string | null =>
  outcome.done === 'refused' ? null : outcome.person;
