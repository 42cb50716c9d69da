import { safeText } from '@zhongzhi/contract-kit';

/** Documents that are kept as they are and only ever offered for download. */
const DOCUMENTS = new Map([
  ['application/pdf', 'pdf'],
  ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'docx'],
  ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'xlsx'],
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

export type Accepted = { kind: 'image' } | { kind: 'document'; mediaType: string; extension: string };

/** What the content – not the name, not the declared type – says it is; undefined for everything else, SVG and HTML among it. */
export function acceptedType(sniffed: string | undefined): Accepted | undefined {
  if (sniffed === undefined) return undefined;
  if (IMAGES.has(sniffed)) return { kind: 'image' };
  const extension = DOCUMENTS.get(sniffed);
  return extension === undefined ? undefined : { kind: 'document', mediaType: sniffed, extension };
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
