import { XMLBuilder } from 'fast-xml-parser';

export type Format = 'json' | 'xml';

const builder = new XMLBuilder({ ignoreAttributes: true, format: false, suppressEmptyNode: false });

// oxlint-disable-next-line no-control-regex -- XML 1.0 cannot hold these
const UNPRINTABLE = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;

const printable = (value: unknown): unknown => {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value.toWellFormed().replace(UNPRINTABLE, '');
  if (Array.isArray(value)) return value.map(printable);
  if (typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, printable(inner)]));
  return value;
};

/** A list as GeoReport v2 prints it: an array in JSON, `<root><item>…` in XML. */
export function printList(format: Format, root: string, item: string, rows: readonly object[]): string {
  if (format === 'json') return JSON.stringify(rows);
  return `<?xml version="1.0" encoding="utf-8"?>\n${builder.build({ [root]: rows.length === 0 ? '' : { [item]: printable(rows) } })}`;
}

/** One object: as it is in JSON, below its root in XML. */
export function printOne(format: Format, root: string, value: object): string {
  return format === 'json'
    ? JSON.stringify(value)
    : `<?xml version="1.0" encoding="utf-8"?>\n${builder.build({ [root]: printable(value) })}`;
}

export const CONTENT_TYPE: Record<Format, string> = {
  json: 'application/json; charset=utf-8',
  xml: 'text/xml; charset=utf-8',
};
