const PATTERNS: [RegExp, string][] = [
  [/(?<!\d)\d{17}[\dXx](?!\d)/g, '〔证件号〕'],
  [/(?<!\d)(?:\+?86[- ]?)?1[3-9]\d(?:[- ]?\d){8}(?!\d)/g, '〔电话〕'],
  [/(?<!\d)0\d{2,3}[- ]?\d{7,8}(?!\d)/g, '〔电话〕'],
  [/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, '〔邮箱〕'],
  [/[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][·\- ]?[A-Z0-9]{5,6}/g, '〔车牌〕'],
  [/(?:微信|QQ|qq)(?:号)?[:：是]?\s*[\w-]{5,20}/g, '〔联系方式〕'],
  [/\d+\s*(?:栋|幢|号楼)\s*(?:\d+\s*单元)?\s*\d{3,4}\s*(?:室|号|房)?/g, '〔门牌〕'],
];

/**
 * Takes out what most often identifies a person: phone, ID number, plate, mail, chat names, door number. A first pass
 * for staff who clear a report for the public, never instead of them.
 */
export function redact(text: string): string {
  return PATTERNS.reduce((words, [pattern, mark]) => words.replace(pattern, mark), text);
}
