import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { newUuid, type Actor, type Module } from '@zhongzhi/kernel';
import { buildShell } from '@zhongzhi/kernel/http';
import { actingAs, createTestPlatform, type TestPlatform } from '@zhongzhi/kernel/testing';
import { attachFiles, type FileAccess } from '../src/attach.ts';
import { files } from '../src/module.ts';
import { aForm } from './builders.ts';

/** Two records that carry files, of a kind whose readers the test decides. */
export const RECORD = newUuid(Date.parse('2019-10-14T00:00:00Z'));
export const OTHER_RECORD = newUuid(Date.parse('2019-10-14T00:00:01Z'));

/** A server with a folder of its own, two people, and a module whose records carry files. */
export interface FilesWorld {
  t: TestPlatform;
  app: FastifyInstance;
  actors: Map<string, Actor>;
  /** New people whom nobody has let see anything. */
  begin: () => void;
  /** Lets a person see a record, as its module would say. */
  letSee: (name: string, record: string) => void;
  letNobodySee: () => void;
  send: (
    name: string,
    content: Buffer | string,
    options?: { as?: string; type?: string },
  ) => Promise<LightMyRequestResponse>;
  fetchFile: (id: string, as?: string, query?: string) => Promise<LightMyRequestResponse>;
  attach: (ids: string[], as?: string, record?: string) => Promise<void>;
  /** Every file in the folder, half-written ones too. */
  contents: () => Promise<string[]>;
  rows: () => Promise<number>;
  stop: () => Promise<void>;
}

export async function openFilesWorld(): Promise<FilesWorld> {
  const actors = new Map<string, Actor>();
  const seers = new Set<string>();
  const access: FileAccess = {
    kind: 'album',
    maySee: (context, record) =>
      Promise.resolve(context.actor.kind === 'person' && seers.has(`${context.actor.personId} ${record}`)),
  };
  const albums: Module = { name: 'albums', contributions: { 'file-access': [access] } };
  const folder = await mkdtemp(join(tmpdir(), 'zz-files-'));
  const t = await createTestPlatform([files, albums], { environment: { ZHONGZHI_DATA: folder } });
  const app = await buildShell(t.platform, {
    findActor: (request) =>
      Promise.resolve(actors.get(String(request.headers['x-test-person'])) ?? { kind: 'anonymous' }),
    isReady: () => true,
    version: 'test',
  });
  return {
    t,
    app,
    actors,
    begin() {
      for (const name of ['anna', 'ben']) actors.set(name, actingAs([]));
      seers.clear();
    },
    letSee: (name, record) => void seers.add(`${(actors.get(name) as { personId: string }).personId} ${record}`),
    letNobodySee: () => seers.clear(),
    async send(name, content, options = {}) {
      const { headers, payload } = await aForm(name, content, options.type);
      return app.inject({
        method: 'POST',
        url: '/api/v1/files',
        headers: { ...headers, 'x-test-person': options.as ?? 'anna' },
        payload,
      });
    },
    fetchFile: (id, as = 'anna', query = '') =>
      app.inject({ method: 'GET', url: `/api/v1/files/${id}${query}`, headers: { 'x-test-person': as } }),
    attach: (ids, as = 'anna', record = RECORD) =>
      t.platform.transact('public', 'write', { actor: actors.get(as)! }, (context) =>
        attachFiles(context, { ids, kind: 'album', id: record }),
      ),
    contents: async () =>
      (await readdir(folder, { recursive: true, withFileTypes: true }))
        .filter((entry) => entry.isFile())
        .map(({ name }) => name),
    rows: () =>
      t.platform.asSystem(
        'test',
        async (context) => (await context.tx.selectFrom('files.file').select('id').execute()).length,
      ),
    async stop() {
      await app.close();
      await t.stop();
      await rm(folder, { recursive: true });
    },
  };
}
