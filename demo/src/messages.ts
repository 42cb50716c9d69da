import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSpreadsheet } from '@zhongzhi/kernel/spreadsheet';

export interface Message {
  title: string;
  text: string;
  /** Time in the source, to keep their order. */
  at: string;
}

/** The sample of real, anonymised messages lies beside the repository where it is available. */
const SAMPLE = join(import.meta.dirname, '../../../shared/data/appeals-sample.xlsx');
const OWN = new URL('../data/messages.json', import.meta.url);
/** Everyday problems are the same in every community: each of our own messages comes from several. */
const OWN_TIMES = 4;
const LONGEST_TITLE = 60;
const LONGEST_TEXT = 3_000;

const STREETS = [
  '华山街道',
  '护国街道',
  '大观街道',
  '龙翔街道',
  '丰宁街道',
  '莲华街道',
  '红云街道',
  '黑林铺街道',
  '普吉街道',
  '西翥街道',
];
const CITIES = [
  '曲靖市',
  '玉溪市',
  '大理市',
  '楚雄市',
  '安宁市',
  '昭通市',
  '保山市',
  '个旧市',
  '普洱市',
  '临沧市',
  '蒙自市',
  '景洪市',
  '丽江市',
];
const COUNTIES = ['嵩明县', '宜良县', '石林县', '富民县', '禄劝县', '寻甸县', '晋宁县'];

/** Anonymised names read as names again: 五华's streets instead of A3区, Yunnan's cities and counties instead of K市 and M2县. */
export function readable(text: string): string {
  const cityOf = (letter: string): string => CITIES[(letter.codePointAt(0)! - 66) % CITIES.length]!;
  return text
    .replaceAll('西地省', '云南省')
    .replace(/A市(?=A\d)/gu, '昆明市')
    .replace(
      /A(\d+)(?:区|县|市)(?:市|区|县)?(?:区政府)?/gu,
      (_whole, digits: string) => STREETS[Number(digits) % STREETS.length]!,
    )
    .replace(/A(?:市|区)/gu, '昆明市')
    .replace(/([B-M])\d*(?:市|区)/gu, (_whole, letter: string) => cityOf(letter))
    .replace(
      /([B-M])(\d+)县/gu,
      (_whole, letter: string, digits: string) =>
        COUNTIES[(letter.codePointAt(0)! + Number(digits)) % COUNTIES.length]!,
    )
    .replace(/https?:\/\/\S*/gu, '')
    .replace(/胡(?=书记|市长)/gu, '')
    .replaceAll('\uFFFD', '')
    .replace(/[ \t\u3000]{2,}/gu, ' ')
    .trim();
}

const shorten = (text: string, most: number): string => [...text].slice(0, most).join('');

/** The sample's messages in the order of their time, or our own where it is not at hand. */
export async function readMessages(): Promise<Message[]> {
  if (!existsSync(SAMPLE)) {
    const own = JSON.parse(readFileSync(OWN, 'utf8')) as Message[];
    return Array.from({ length: OWN_TIMES }, () => own).flat();
  }
  const { rows } = await readSpreadsheet(readFileSync(SAMPLE), { maxRows: 10_000, timeoutMs: 60_000 });
  return rows
    .slice(1)
    .map(({ cells }) => {
      const title = shorten(readable(cells[2] ?? ''), LONGEST_TITLE);
      const text = shorten(readable(cells[4] ?? ''), LONGEST_TEXT);
      return {
        title,
        text: text.length < 5 ? `${title}，请处理。` : text,
        at: (cells[3] ?? '').replace(/^(\d+)[-/](\d)(?=[-/])/u, '$1-0$2'),
      };
    })
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}
