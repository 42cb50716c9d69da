import fc from 'fast-check';
import { expect, test } from 'vitest';
import { acceptedType, cleanName, textEncoding } from './accepted-types.ts';

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
  expect(acceptedType('application/pdf')).toEqual({ kind: 'document', mediaType: 'application/pdf' });
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
    expect([type, acceptedType(type, 'notes.txt.exe')]).toEqual([type, undefined]);
});

test.each([
  ['名单.CSV', 'text/csv'],
  ['说明.txt', 'text/plain'],
  ['page.html', undefined],
  ['drawing.svg', undefined],
  ['notes', undefined],
  ['', undefined],
  ['.constructor', undefined],
])('what has no mark of its own and is called %j is taken as %j', (name, mediaType) => {
  expect(acceptedType(undefined, name)?.kind).toBe(mediaType === undefined ? undefined : 'text');
  expect(acceptedType(undefined, name)).toEqual(mediaType === undefined ? undefined : { kind: 'text', mediaType });
});

test('a name makes nothing of a content that says otherwise', () => {
  for (const type of ['text/html', 'application/xml', 'application/zip', 'video/mp4', 'application/x-msdownload'])
    expect(acceptedType(type, 'notes.txt')).toBeUndefined();
});

test.each([
  ['Chinese as today', Buffer.from('姓名,电话\r\n张三,1'), 'utf-8'],
  ['with the mark that spreadsheets put in front', Buffer.from('\ufeff姓名\t电话\n'), 'utf-8'],
  ['Chinese as offices wrote it', Buffer.from('d5c5c8fd2cb5e7bbb00d0a', 'hex'), 'gb18030'],
  ['a web page', Buffer.from(' \n<!DOCTYPE html><script>1</script>'), undefined],
  ['a web page without a head', Buffer.from('<b onclick=1>'), undefined],
  ['a drawing behind a mark', Buffer.from('\ufeff<svg/>'), undefined],
  ['a script', Buffer.from('#!/bin/sh\nrm'), undefined],
  ['PostScript', Buffer.from('%!PS\n'), undefined],
  ['bytes', Buffer.from([0x61, 0x00, 0x62]), undefined],
  ['neither encoding', Buffer.from([0x61, 0xff, 0xff]), undefined],
])('text: %s', (_what, content, encoding) => {
  expect(textEncoding(content)).toBe(encoding);
});
