import type { FastifyInstance } from 'fastify';

interface Operation {
  summary?: string;
  description?: string;
  tags?: string[];
}

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const STYLE =
  'body{font:16px/1.6 system-ui,"Noto Sans CJK SC",sans-serif;max-width:960px;margin:2rem auto;padding:0 1rem;color:#222}h2{margin-top:2.5rem;border-bottom:1px solid #ddd}code{background:#f4f2ef;padding:.1em .35em;border-radius:4px}dt{margin-top:1rem;font-weight:600}dd{margin:0 0 .5rem;color:#555;white-space:pre-line}.m{display:inline-block;min-width:4.5em;color:#8a1c14;font-weight:700}';

/** `/docs`: the interface in words, made from the same document that machines read at /api/openapi.json. */
export function addDocsPage(app: FastifyInstance): void {
  app.get('/docs', { config: { access: 'public' }, schema: { hide: true } }, (_request, reply) => {
    const document = app.swagger() as {
      info: { title: string; description: string; version: string };
      paths: Record<string, Record<string, Operation>>;
    };
    const byTag = new Map<string, string[]>();
    for (const [path, operations] of Object.entries(document.paths)) {
      for (const [method, operation] of Object.entries(operations)) {
        const tag = operation.tags?.[0] ?? 'other';
        const line = `<dt><span class="m">${method.toUpperCase()}</span> <code>${escape(path)}</code> ${escape(operation.summary ?? '')}</dt><dd>${escape(operation.description ?? '')}</dd>`;
        byTag.set(tag, [...(byTag.get(tag) ?? []), line]);
      }
    }
    const parts = [...byTag]
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([tag, lines]) => `<h2 id="${escape(tag)}">${escape(tag)}</h2><dl>${lines.join('')}</dl>`);
    const page = `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>众治开放接口</title><style>${STYLE}</style></head><body><main><h1>${escape(document.info.title)} 开放接口</h1><p>${escape(document.info.description)}</p><p>机器可读：<a href="/api/openapi.json">/api/openapi.json</a>（OpenAPI 3.1）。Open311：<a href="/open311/v2/services.json">/open311/v2/services.json</a>。每个拒绝都是问题文档（RFC 9457）：<code>code</code> 不变，<code>detail</code> 说明怎么办。可重复的提交带 <code>Idempotency-Key</code>。</p>${parts.join('')}</main></body></html>`;
    return reply.type('text/html; charset=utf-8').send(page);
  });
}
