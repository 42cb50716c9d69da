import { Type, type Static } from 'typebox';

const Label = Type.Object({ zh: Type.String(), en: Type.String() });

/** What a form can ask for. Pages know how to show each kind; the server knows how to check it. */
export const FIELD_KINDS = [
  'text',
  'long-text',
  'choice',
  'choices',
  'number',
  'money',
  'date',
  'instant',
  'yes-no',
  'phone',
  'id-number',
  'point',
  'place',
  'category',
  'urgency',
  'photos',
  'files',
  'organisation',
  'organisations',
  'person',
  'case',
] as const;
export type FieldKind = (typeof FIELD_KINDS)[number];

/** One field of a form: data for the pages and for the check alike. */
export const FieldShape = Type.Object(
  {
    key: Type.String(),
    label: Label,
    kind: Type.Unsafe<FieldKind>(Type.String({ enum: [...FIELD_KINDS] })),
    required: Type.Optional(Type.Boolean()),
    hint: Type.Optional(Label),
    /** Most characters, or most items. */
    most: Type.Optional(Type.Integer()),
    /** Fewest characters or items, where required. */
    least: Type.Optional(Type.Integer()),
    options: Type.Optional(Type.Array(Type.Object({ value: Type.String(), label: Label }))),
    /** Organisations offered: of these kinds. */
    organisationKinds: Type.Optional(Type.Array(Type.String())),
    /** Key in the register of personal data; a field that asks for personal data without it stops the start. */
    personal: Type.Optional(Type.String()),
    /** Shown on the public page of a cleared case. */
    public: Type.Optional(Type.Boolean()),
    /** Only staff see and fill it in. */
    staffOnly: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);

export type Field = Static<typeof FieldShape>;
