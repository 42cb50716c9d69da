import { expect } from 'vitest';

interface Answered {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

interface Problem {
  type: string;
  title: string;
  status: number;
  code: string;
  detail: string;
  errors?: { field: string; detail: string }[];
}

const CHINESE = /\p{Script=Han}/u;

/** Holds an answer to be a refusal as the platform gives it: a problem document with a stable code and a sentence. */
export function expectRefusal(
  answer: Answered,
  status: number | readonly number[],
  options: { code?: string; language?: 'zh' | 'en' } = {},
): Problem {
  const statuses = typeof status === 'number' ? [status] : status;
  expect(statuses, answer.body.slice(0, 300)).toContain(answer.statusCode);
  expect(String(answer.headers['content-type'])).toMatch(/^application\/problem\+json/);
  const problem = JSON.parse(answer.body) as Problem;
  expect(problem.status).toBe(answer.statusCode);
  expect(problem.code).toMatch(/^[a-z0-9-]+(\.[a-z0-9-]+)*$/);
  expect(problem.type).not.toBe('');
  expect(problem.detail.length).toBeGreaterThan(6);
  expect(CHINESE.test(problem.detail), problem.detail).toBe((options.language ?? 'zh') === 'zh');
  expect(problem.detail).toMatch((options.language ?? 'zh') === 'zh' ? /[。]$/ : /[.]$/);
  if (options.code !== undefined) expect(problem.code).toBe(options.code);
  // Nothing of the inside: no stack, no SQL, no path of a source file.
  expect(answer.body).not.toMatch(/at \w+ \(|\.ts:\d|node_modules|syntax error|relation "|violates/);
  return problem;
}
