import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { fileTypeFromFile } from 'file-type';
import { personOf, refuse, type Call, type Context, type Platform } from '@zhongzhi/kernel';
import { atMost } from './at-most.ts';
import { acceptedType, cleanName, textEncoding } from './domain/accepted-types.ts';
import { discard, takeIn, type Incoming } from './incoming.ts';
import { contentStoreOf } from './store/file-store.ts';

/** 20 MB: a photo of any phone, a scanned document. */
export const MOST_BYTES = 20 * 1024 * 1024;
/** 50 million pixels: more than phones take; a picture that claims more is a bomb. */
const MOST_PIXELS = 50_000_000;
const LARGE = 1_600;
const SMALL = 400;

/** A large picture takes some hundred megabytes while it is taken apart, a text its own size while it is read. */
const oneOfTwo = atMost(2);

/** The picture library is loaded with the first upload: it weighs 23 MB in memory. */
async function loadSharp() {
  const { default: sharp } = await import('sharp');
  sharp.concurrency(1);
  sharp.cache(false);
  return sharp;
}

interface Content {
  kind: 'image' | 'document';
  mediaType: string;
  /** Bytes that were made anew, or the path of what came. */
  full: Buffer | string;
  bytes: number;
  sha256: string;
  small: Buffer | null;
  width: number | null;
  height: number | null;
}

const notAPicture = () =>
  refuse.unsupported(
    'file.unreadable-image',
    '这张照片打不开，请重新拍一张，或换成 JPG、PNG 再传。',
    'This picture cannot be opened; take it again, or send it as JPG or PNG.',
  );

const notAccepted = () =>
  refuse.unsupported(
    'file.type-not-accepted',
    '不能上传这种文件；可以传照片（JPG、PNG、WebP）、PDF、Word（.docx）、Excel（.xlsx）和纯文本（.txt、.csv）。',
    'This kind of file is not accepted; send a photo (JPG, PNG, WebP), PDF, Word (.docx), Excel (.xlsx) or plain text (.txt, .csv).',
  );

/** Makes a picture anew in phone-friendly sizes, without place, device or anything else that was hidden in it. */
async function remake(path: string): Promise<Content> {
  try {
    const options = { limitInputPixels: MOST_PIXELS, failOn: 'error', pages: 1 } as const;
    const sharp = await loadSharp();
    const full = await sharp(path, options)
      .rotate()
      .resize(LARGE, LARGE, { fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#fff' })
      .jpeg({ quality: 82, mozjpeg: false })
      .toBuffer({ resolveWithObject: true });
    const small = await sharp(full.data)
      .resize(SMALL, SMALL, { fit: 'inside', withoutEnlargement: true })
      .jpeg({ quality: 75 })
      .toBuffer();
    return {
      kind: 'image',
      mediaType: 'image/jpeg',
      full: full.data,
      bytes: full.data.length,
      sha256: createHash('sha256').update(full.data).digest('hex'),
      small,
      width: full.info.width,
      height: full.info.height,
    };
  } catch {
    throw notAPicture();
  }
}

const asItCame = ({ path, bytes, sha256 }: Incoming, mediaType: string): Content => ({
  kind: 'document',
  mediaType,
  full: path,
  bytes,
  sha256,
  small: null,
  width: null,
  height: null,
});

async function inspect(incoming: Incoming, name: string): Promise<Content> {
  const sniffed = await fileTypeFromFile(incoming.path).catch(() => undefined);
  const accepted = acceptedType(sniffed?.mime, name);
  if (accepted === undefined) throw notAccepted();
  if (accepted.kind === 'image') return oneOfTwo(() => remake(incoming.path));
  if (accepted.kind === 'document') return asItCame(incoming, accepted.mediaType);
  const encoding = await oneOfTwo(async () => textEncoding(await readFile(incoming.path)));
  if (encoding === undefined) throw notAccepted();
  return asItCame(incoming, `${accepted.mediaType}; charset=${encoding}`);
}

export interface KeptFile {
  id: string;
  kind: 'image' | 'document';
  name: string;
  bytes: number;
  width: number | null;
  height: number | null;
}

/** Writes the row of a content that is in its place already. */
async function record(context: Context, id: string, made: Content, name: string): Promise<KeptFile> {
  const { kind, bytes, width, height } = made;
  await context.tx
    .insertInto('files.file')
    .values({
      district: context.district,
      id,
      owner: personOf(context.actor),
      kind,
      media_type: made.mediaType,
      original_name: name,
      bytes,
      sha256: made.sha256,
      width,
      height,
      created_at: context.now,
    })
    .execute();
  context.audit('file.uploaded', id, { kind, bytes });
  return { id, kind, name, bytes, width, height };
}

/**
 * Checks and keeps what was taken in. Contents are in their place before the row is committed; without the row they
 * are unreachable.
 * @throws Refusal `file.*` when it is not a picture or document we take.
 */
export async function keepIncoming(
  platform: Platform,
  call: Call,
  name: string,
  incoming: Incoming,
): Promise<KeptFile> {
  if (incoming.bytes === 0)
    throw refuse.invalid('file.empty', '文件是空的，请重新选择。', 'The file is empty; choose another.');
  const made = await inspect(incoming, name);
  const store = contentStoreOf(platform.settings);
  const id = platform.newIdAt(call.at ?? platform.clock());
  const shownAs = cleanName(name, made.kind === 'image' ? 'photo.jpg' : 'document');
  try {
    await store.write(id, made.full);
    if (made.small !== null) await store.write(`s-${id}`, made.small);
    return await platform.transact('public', 'write', call, (context) => record(context, id, made, shownAs));
  } catch (error) {
    await Promise.allSettled([store.remove(id), store.remove(`s-${id}`)]);
    throw error;
  }
}

/** As `keepIncoming`, for bytes that are at hand. */
export async function keepUpload(platform: Platform, call: Call, name: string, content: Buffer): Promise<KeptFile> {
  const incoming = await takeIn(platform.settings, Readable.from([content]));
  try {
    return await keepIncoming(platform, call, name, incoming);
  } finally {
    await discard(incoming);
  }
}
