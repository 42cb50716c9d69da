import { createHash } from 'node:crypto';
import { fileTypeFromBuffer } from 'file-type';
import { personOf, refuse, type Call, type Platform } from '@zhongzhi/kernel';
import { atMost } from './at-most.ts';
import { acceptedType, cleanName } from './domain/accepted-types.ts';
import { contentStoreOf } from './store/file-store.ts';

/** 20 MB: a photo of any phone, a scanned document. */
export const MOST_BYTES = 20 * 1024 * 1024;
/** 50 million pixels: more than phones take; a picture that claims more is a bomb. */
const MOST_PIXELS = 50_000_000;
const LARGE = 1_600;
const SMALL = 400;

/** A large picture takes some hundred megabytes while it is taken apart. */
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
  full: Buffer;
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

/** Makes a picture anew in phone-friendly sizes, without place, device or anything else that was hidden in it. */
async function remake(content: Buffer): Promise<Content> {
  try {
    const options = { limitInputPixels: MOST_PIXELS, failOn: 'error', pages: 1 } as const;
    const sharp = await loadSharp();
    const full = await sharp(content, options)
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
      small,
      width: full.info.width,
      height: full.info.height,
    };
  } catch {
    throw notAPicture();
  }
}

async function inspect(content: Buffer): Promise<Content> {
  const sniffed = await fileTypeFromBuffer(content).catch(() => undefined);
  const accepted = acceptedType(sniffed?.mime);
  if (accepted === undefined)
    throw refuse.unsupported(
      'file.type-not-accepted',
      '不能上传这种文件；可以传照片（JPG、PNG、WebP）、PDF、Word（.docx）和 Excel（.xlsx）。',
      'This kind of file is not accepted; send a photo (JPG, PNG, WebP), PDF, Word (.docx) or Excel (.xlsx).',
    );
  if (accepted.kind === 'image') return oneOfTwo(() => remake(content));
  return { kind: 'document', mediaType: accepted.mediaType, full: content, small: null, width: null, height: null };
}

export interface KeptFile {
  id: string;
  kind: 'image' | 'document';
  name: string;
  bytes: number;
  width: number | null;
  height: number | null;
}

/**
 * Checks and keeps an upload. Contents are on disk before the row is committed; without the row they are unreachable.
 * @throws Refusal `file.*` when it is not a picture or document we take.
 */
export async function keepUpload(platform: Platform, call: Call, name: string, content: Buffer): Promise<KeptFile> {
  if (content.length === 0)
    throw refuse.invalid('file.empty', '文件是空的，请重新选择。', 'The file is empty; choose another.');
  const made = await inspect(content);
  const store = contentStoreOf(platform.settings);
  const written: string[] = [];
  const write = async (id: string, part: Buffer): Promise<void> => {
    written.push(id);
    await store.write(id, part);
  };
  const kept = platform.transact('public', 'write', call, async (context) => {
    const id = context.newId();
    await write(id, made.full);
    if (made.small !== null) await write(`s-${id}`, made.small);
    const originalName = cleanName(name, made.kind === 'image' ? 'photo.jpg' : 'document');
    await context.tx
      .insertInto('files.file')
      .values({
        district: context.district,
        id,
        owner: personOf(call.actor),
        kind: made.kind,
        media_type: made.mediaType,
        original_name: originalName,
        bytes: made.full.length,
        sha256: createHash('sha256').update(made.full).digest('hex'),
        width: made.width,
        height: made.height,
        created_at: context.now,
      })
      .execute();
    context.audit('file.uploaded', id, { kind: made.kind, bytes: made.full.length });
    return { id, kind: made.kind, name: originalName, bytes: made.full.length, width: made.width, height: made.height };
  });
  return kept.catch(async (error: unknown) => {
    await Promise.allSettled(written.map((id) => store.remove(id)));
    throw error;
  });
}
