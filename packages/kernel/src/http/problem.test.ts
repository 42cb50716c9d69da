import Fastify from 'fastify';
import { expect, test } from 'vitest';
import { silentLogger } from '../logger.ts';
import { refuse } from '../refusal.ts';
import { sendProblem } from './problem.ts';

test('what a refusal adds never takes the place of the members that every problem document has', async () => {
  const app = Fastify();
  app.setErrorHandler((error, request, reply) => sendProblem(error, request, reply, silentLogger));
  app.get('/', () => {
    throw refuse.conflict('thing.moved-on', '它变了，请刷新。', 'It moved on; reload.', {
      extra: { status: 'new', code: 'other', detail: 1, version: 7 },
    });
  });
  const answer = await app.inject('/');
  await app.close();
  expect(answer.statusCode).toBe(409);
  expect(answer.json()).toMatchObject({ status: 409, code: 'thing.moved-on', detail: '它变了，请刷新。', version: 7 });
});
