import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isUuid, refuse, systemActor, type Context, type Platform } from '@zhongzhi/kernel';
import { calendarOf, feedOf } from './calendar.ts';

const TOKEN = /^([\w-]{32})(\.ics)?$/u;

function sendCalendar(request: FastifyRequest, reply: FastifyReply, text: string): FastifyReply {
  // Everything but the moment of writing: unchanged shifts have an unchanged tag.
  const tag = `"${createHash('sha256')
    .update(text.replaceAll(/^DTSTAMP:.*$/gmu, ''))
    .digest('base64url')
    .slice(0, 22)}"`;
  reply.header('etag', tag).header('cache-control', 'private, max-age=300');
  if (request.headers['if-none-match'] === tag) return reply.code(304).send();
  return reply
    .header('content-type', 'text/calendar; charset=utf-8')
    .header('content-disposition', 'inline; filename="volunteering.ics"')
    .send(text);
}

/** Calendars, as calendar programs fetch them: they cannot sign in, so the address itself is the secret. */
export function addCalendarRoutes(app: FastifyInstance, platform: Platform): void {
  const read = (act: (context: Context) => Promise<string>): Promise<string> =>
    platform.transact('public', 'read', { actor: systemActor('calendar') }, act);
  app.get(
    '/api/v1/calendar-feeds/:token',
    {
      config: { access: 'public' },
      schema: {
        summary: '我的班次（iCalendar，私密地址）',
        description: 'The shifts of whoever the secret address belongs to, as iCalendar.',
        tags: ['calendar'],
      },
    },
    async (request: FastifyRequest<{ Params: { token: string } }>, reply) => {
      const token = TOKEN.exec(request.params.token)?.[1];
      if (token === undefined) throw refuse.notFound();
      return sendCalendar(request, reply, await read((context) => feedOf(context, token)));
    },
  );
  app.get(
    '/api/v1/activities/:id/calendar.ics',
    {
      config: { access: 'public' },
      schema: {
        summary: '一项活动的日历文件',
        description: 'The shifts of an activity, as iCalendar.',
        tags: ['calendar'],
      },
    },
    async (request: FastifyRequest<{ Params: { id: string } }>, reply) => {
      const { id } = request.params;
      if (!isUuid(id)) throw refuse.notFound();
      return sendCalendar(request, reply, await read((context) => calendarOf(context, id)));
    },
  );
}
