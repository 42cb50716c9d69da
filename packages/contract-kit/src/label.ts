/** A text that people read, in both languages of the platform. */
export interface Label {
  readonly zh: string;
  readonly en: string;
}
