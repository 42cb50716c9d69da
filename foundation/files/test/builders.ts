import sharp from 'sharp';

/** A JPEG with a place and a device in it, as phones make them. */
export const aPhoto = (width = 40, height = 30): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: '#a33' } })
    .jpeg()
    .withExif({
      IFD0: { Make: 'SecretPhone' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '25/1 3/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '102/1 42/1 0/1' },
    })
    .toBuffer();
