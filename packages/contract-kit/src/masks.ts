/** Hides the middle of a phone number: 138****1234. Anything else is hidden whole. */
export const maskPhone = (phone: string): string =>
  /^\d{11}$/.test(phone) ? `${phone.slice(0, 3)}****${phone.slice(7)}` : '*'.repeat(Math.min(phone.length, 11));

/** Compound surnames (复姓) in common use: with these two characters of the name are the surname. */
const COMPOUND_SURNAMES = new Set(
  '欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁 拓跋 夹谷 轩辕 令狐 段干 百里 呼延 东郭 南门 羊舌 微生 公户 公玉 公仪 梁丘 公仲 公上 公门 公山 公坚 左丘 公伯 西门 公祖 第五 公乘 贯丘 公皙 南荣 东里 东宫 仲长 子书 子桑 即墨 达奚 褚师'.split(
    ' ',
  ),
);

/** Hides the given name: 王** for 王小明, 欧阳* for 欧阳锋. A name of one character is hidden whole. */
export function maskName(name: string): string {
  const characters = Array.from(name.trim());
  if (characters.length <= 1) return '*'.repeat(characters.length);
  const surname = characters.length > 2 && COMPOUND_SURNAMES.has(characters.slice(0, 2).join('')) ? 2 : 1;
  return characters.slice(0, surname).join('') + '*'.repeat(Math.min(characters.length - surname, 8));
}

/** Hides birth date and sequence of an identity number: 530102********002X. Anything else is hidden whole. */
export const maskIdNumber = (idNumber: string): string =>
  /^\d{17}[\dXx]$/.test(idNumber)
    ? `${idNumber.slice(0, 6)}********${idNumber.slice(14)}`
    : '*'.repeat(Math.min(idNumber.length, 18));
