import type { S3Client } from '@aws-sdk/client-s3';
import { SettingError, type Settings } from '@zhongzhi/kernel';
import type { ContentStore } from './file-store.ts';

/** An S3-compatible object store. The client is loaded only when the settings ask for it. */
export function s3Store(settings: Settings): ContentStore {
  const { s3Bucket, s3KeyId, s3KeySecret } = settings;
  if (s3Bucket === null || s3KeyId === null || s3KeySecret === null)
    throw new SettingError(
      'FILE_STORE=s3 需要 S3_BUCKET、S3_KEY_ID、S3_KEY_SECRET。FILE_STORE=s3 needs S3_BUCKET, S3_KEY_ID and S3_KEY_SECRET.',
    );
  const sdk = import('@aws-sdk/client-s3');
  const client: Promise<S3Client> = sdk.then(
    ({ S3Client }) =>
      new S3Client({
        region: settings.s3Region,
        forcePathStyle: true,
        credentials: { accessKeyId: s3KeyId, secretAccessKey: s3KeySecret },
        ...(settings.s3Endpoint === null ? {} : { endpoint: settings.s3Endpoint }),
      }),
  );
  const keyOf = (name: string): { Bucket: string; Key: string } => ({
    Bucket: s3Bucket,
    Key: `files/${settings.district}/${name}`,
  });
  return {
    async write(name, content) {
      const { PutObjectCommand } = await sdk;
      await (await client).send(new PutObjectCommand({ ...keyOf(name), Body: content }));
    },
    async read(name) {
      const { GetObjectCommand, NoSuchKey } = await sdk;
      try {
        const answer = await (await client).send(new GetObjectCommand(keyOf(name)));
        return Buffer.from(await answer.Body!.transformToByteArray());
      } catch (error) {
        if (error instanceof NoSuchKey) return undefined;
        throw error;
      }
    },
    async remove(name) {
      const { DeleteObjectCommand } = await sdk;
      await (await client).send(new DeleteObjectCommand(keyOf(name)));
    },
  };
}
