import fc from 'fast-check';
import { expect, test } from 'vitest';
import { acceptedType, cleanName } from './accepted-types.ts';

test.each([
  ['../../etc/passwd', 'passwd'],
  ['C:\\Users\\me\\照片 1.jpg', '照片 1.jpg'],
  ['a\u202egpj.exe', 'agpj.exe'],
  ['x"; filename="y.html', 'x; filename=y.html'],
  ['line\r\nbreak.pdf', 'break.pdf'],
  ['.htaccess', 'htaccess'],
  ['', 'photo.jpg'],
  ['\u0000', 'photo.jpg'],
])('the name %j is shown as %j', (sent, shown) => {
  expect(cleanName(sent, 'photo.jpg')).toBe(shown);
});

test('no name holds a path, a control or a hidden character, is empty or longer than 100', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (sent) => {
      const name = cleanName(sent, 'file');
      expect(name).not.toMatch(/[/\\\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
      expect(Array.from(name).length).toBeGreaterThan(0);
      expect(Array.from(name).length).toBeLessThanOrEqual(100);
      expect(() => encodeURIComponent(name)).not.toThrow();
    }),
  );
});

test('pictures and three kinds of documents are taken, whatever else is found is not', () => {
  expect(acceptedType('image/png')).toEqual({ kind: 'image' });
  expect(acceptedType('application/pdf')).toMatchObject({ kind: 'document', extension: 'pdf' });
  for (const type of [
    undefined,
    'image/svg+xml',
    'text/html',
    'application/xml',
    'application/zip',
    'application/x-msdownload',
    'application/vnd.ms-word.document.macroenabled.12',
    'video/mp4',
    'constructor',
    '__proto__',
  ])
    expect([type, acceptedType(type)]).toEqual([type, undefined]);
});
