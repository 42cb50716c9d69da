/** The longest side of a picture that we send: enough to see a crack, and quick on a slow connection. */
export const LONGEST_SIDE = 1600;
const QUALITY = 0.82;

export interface Shrunk {
  blob: Blob;
  width: number;
  height: number;
}

/** The size to which a picture is brought: never larger than it is. */
export function shrunkSize(width: number, height: number, longest = LONGEST_SIDE): { width: number; height: number } {
  const factor = Math.min(1, longest / Math.max(width, height, 1));
  return { width: Math.max(1, Math.round(width * factor)), height: Math.max(1, Math.round(height * factor)) };
}

/** The file is no picture, or of a kind this browser cannot read. */
export class UnreadablePicture extends Error {
  constructor(cause?: unknown) {
    super('the picture cannot be read', { cause });
    this.name = 'UnreadablePicture';
  }
}

type Picture = { source: CanvasImageSource; width: number; height: number; release: () => void };

async function readPicture(file: Blob): Promise<Picture> {
  if (typeof createImageBitmap === 'function') {
    try {
      const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
      return { source: bitmap, width: bitmap.width, height: bitmap.height, release: () => bitmap.close() };
    } catch {
      // Older browsers know no options here, or read more kinds by the way below.
    }
  }
  const url = URL.createObjectURL(file);
  const image = new Image();
  image.src = url;
  try {
    await image.decode();
  } catch (cause) {
    URL.revokeObjectURL(url);
    throw new UnreadablePicture(cause);
  }
  const { naturalWidth: width, naturalHeight: height } = image;
  return { source: image, width, height, release: () => URL.revokeObjectURL(url) };
}

/**
 * Makes a picture small enough to send and takes everything out of it but the picture: drawn anew as a JPEG, it carries
 * neither place nor device nor time. @throws UnreadablePicture
 */
export async function shrinkImage(file: Blob, longest = LONGEST_SIDE): Promise<Shrunk> {
  const picture = await readPicture(file);
  try {
    const size = shrunkSize(picture.width, picture.height, longest);
    const canvas = document.createElement('canvas');
    canvas.width = size.width;
    canvas.height = size.height;
    const pen = canvas.getContext('2d');
    if (pen === null) throw new UnreadablePicture();
    // Transparent pictures would turn black as JPEG.
    pen.fillStyle = '#fff';
    pen.fillRect(0, 0, size.width, size.height);
    pen.drawImage(picture.source, 0, 0, size.width, size.height);
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', QUALITY));
    if (blob === null) throw new UnreadablePicture();
    return { blob, ...size };
  } finally {
    picture.release();
  }
}
