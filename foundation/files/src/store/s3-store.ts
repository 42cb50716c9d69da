import { readFile } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import type { S3Client } from '@aws-sdk/client-s3';
import { SettingError, type Settings } from '@zhongzhi/kernel';
import type { ContentStore } from './file-store.ts';

type Sdk = typeof import('@aws-sdk/client-s3');

interface Service {
  readonly sdk: Sdk;
  readonly client: S3Client;
}

/** The client is loaded only when the settings ask for it, and when the first content comes. */
function serviceOf(settings: Settings, keys: { accessKeyId: string; secretAccessKey: string }): () => Promise<Service> {
  let service: Promise<Service> | undefined;
  return () =>
    (service ??= import('@aws-sdk/client-s3').then((sdk) => ({
      sdk,
      client: new sdk.S3Client({
        region: settings.s3Region,
        forcePathStyle: true,
        credentials: keys,
        // Compatible services do not all know the newer checksums; signatures hold the content together as it is.
        requestChecksumCalculation: 'WHEN_REQUIRED',
        responseChecksumValidation: 'WHEN_REQUIRED',
        ...(settings.s3Endpoint === null ? {} : { endpoint: settings.s3Endpoint }),
      }),
    })));
}

/** An S3-compatible object store. */
export function s3Store(settings: Settings): ContentStore {
  const { s3Bucket, s3KeyId, s3KeySecret } = settings;
  if (s3Bucket === null || s3KeyId === null || s3KeySecret === null)
    throw new SettingError(
      'FILE_STORE=s3 需要 S3_BUCKET、S3_KEY_ID、S3_KEY_SECRET。FILE_STORE=s3 needs S3_BUCKET, S3_KEY_ID and S3_KEY_SECRET.',
    );
  const service = serviceOf(settings, { accessKeyId: s3KeyId, secretAccessKey: s3KeySecret });
  const prefix = `files/${settings.district}/`;
  const keyOf = (name: string): { Bucket: string; Key: string } => ({ Bucket: s3Bucket, Key: `${prefix}${name}` });
  return {
    async write(name, content) {
      const { sdk, client } = await service();
      const Body = typeof content === 'string' ? await readFile(content) : content;
      await client.send(new sdk.PutObjectCommand({ ...keyOf(name), Body }));
    },
    async read(name) {
      const { sdk, client } = await service();
      try {
        const answer = await client.send(new sdk.GetObjectCommand(keyOf(name)));
        return answer.Body as Readable;
      } catch (error) {
        if (error instanceof sdk.NoSuchKey) return undefined;
        throw error;
      }
    },
    async has(name) {
      const { sdk, client } = await service();
      try {
        await client.send(new sdk.HeadObjectCommand(keyOf(name)));
        return true;
      } catch (error) {
        if (error instanceof sdk.S3ServiceException && error.$metadata.httpStatusCode === 404) return false;
        throw error;
      }
    },
    async remove(name) {
      const { sdk, client } = await service();
      await client.send(new sdk.DeleteObjectCommand(keyOf(name)));
    },
    async *leftovers(before) {
      const { sdk, client } = await service();
      for await (const page of sdk.paginateListObjectsV2({ client }, { Bucket: s3Bucket, Prefix: prefix }))
        for (const { Key, LastModified } of page.Contents ?? [])
          if (Key !== undefined && LastModified !== undefined && LastModified < before) yield Key.slice(prefix.length);
    },
  };
}
