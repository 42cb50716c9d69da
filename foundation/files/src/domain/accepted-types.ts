import { safeText } from '@zhongzhi/contract-kit';

/** Documents that are kept as they are and only ever offered for download. */
const DOCUMENTS = new Set([
  'application/pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
]);

/** Pictures that are taken apart and made anew, which leaves place, device and hidden content behind. */
const IMAGES = new Set([
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/gif',
  'image/heic',
  'image/heif',
  'image/avif',
  'image/tiff',
]);

/** Plain text has no mark by which to know it: the name says which kind it claims to be, the content must bear it out. */
const TEXTS = new Map([
  ['txt', 'text/plain'],
  ['csv', 'text/csv'],
]);

export type Accepted =
  | { kind: 'image' }
  | { kind: 'document'; mediaType: string }
  | { kind: 'text'; mediaType: string };

/** What the content – not the name, not the declared type – says it is; undefined for everything else, SVG and HTML among it. */
export function acceptedType(sniffed: string | undefined, name = ''): Accepted | undefined {
  if (sniffed !== undefined && IMAGES.has(sniffed)) return { kind: 'image' };
  if (sniffed !== undefined && DOCUMENTS.has(sniffed)) return { kind: 'document', mediaType: sniffed };
  const mediaType = sniffed === undefined ? TEXTS.get(/\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? '') : undefined;
  return mediaType === undefined ? undefined : { kind: 'text', mediaType };
}

/** A beginning that some program would read as a page, a drawing or a script. */
const MARKUP = /^\s*(?:<[!?/a-z]|#!|%!)/i;
// oxlint-disable-next-line no-control-regex -- what plain text never holds is what is looked for
const NOT_TEXT = /[\u0000-\u0008\u000b\u000e-\u001f\u007f]/;

/** In which encoding the bytes are plain text – the spreadsheets of many offices still write GB 18030 – or undefined when they are not. */
export function textEncoding(content: Buffer): 'utf-8' | 'gb18030' | undefined {
  for (const encoding of ['utf-8', 'gb18030'] as const) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(content);
      return NOT_TEXT.test(text) || MARKUP.test(text) ? undefined : encoding;
    } catch {
      continue;
    }
  }
  return undefined;
}

/** What no file system or header takes well. */
const AWKWARD = /["<>|?*:]/g;

/** A name fit to show and to save under: no path, no control, hidden or bidirectional characters, at most 100 long. */
export function cleanName(name: string, fallback: string): string {
  const last =
    safeText(name)
      .split(/[\\/\n]/)
      .at(-1) ?? '';
  const clean = last.replace(AWKWARD, '').replace(/\s+/g, ' ').trim().replace(/^\.+/, '');
  return Array.from(clean).slice(-100).join('') || fallback;
}
