/** Which registered template carries a message: carriers deliver only texts whose template they have approved. */
export type Template = 'code' | 'notice';

/** A text message ready to be handed to a carrier. */
export interface TextMessage {
  readonly phone: string;
  /** The whole text, for channels that show it as it is. */
  readonly text: string;
  readonly template: Template;
  readonly parameters: Readonly<Record<string, string>>;
}

/** What became of one attempt. `refused` is final, `unreachable` is worth another try. */
export type Delivery =
  | { readonly outcome: 'sent'; readonly receipt: string | null }
  | { readonly outcome: 'refused'; readonly fault: string }
  | { readonly outcome: 'unreachable'; readonly fault: string };

/** An outside carrier of text messages. `reference` is the same for every attempt at one message. */
export interface TextProvider {
  readonly name: string;
  send(message: TextMessage, attempt: { reference: string; now: Date }): Promise<Delivery>;
}
