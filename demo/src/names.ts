import { Chance } from './chance.ts';

export const SURNAMES =
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文和木普施角依刀';
export const GIVEN =
  '丽华 建国 秀英 敏 静 伟 芳 娜 磊 强 洋 艳 勇 军 杰 娟 涛 明 超 秀兰 霞 平 刚 桂英 文 云 建华 玉兰 志强 晓燕 家明 国栋 春梅 志明 云飞 慧 琳 雪梅 永昌 海燕 俊 莉 丹 春华 思远 子涵 若兰 锦程 立新 红梅 广平 兆麟 佳怡 宇航 欣 晓东 翠莲 正荣 学文 凤仙 琼芬 绍华 自强 世昌 丽琼 家顺 惠仙 云生 文昌 光明 永芬 素珍 国庆 跃进 卫红 建英 晓峰 婷 浩然 雨桐 一帆'.split(
    ' ',
  );

/** A source of names that never gives one twice. Invented: surnames and given names are put together by chance. */
export function nameSource(seed: number): () => string {
  const chance = new Chance(seed);
  const surnames = [...SURNAMES];
  const given = new Set<string>();
  return () => {
    for (;;) {
      const name = chance.pick(surnames) + chance.pick(GIVEN);
      if (given.has(name)) continue;
      given.add(name);
      return name;
    }
  };
}

const PREFIXES = ['135', '136', '137', '138', '139', '150', '151', '158', '159', '182', '187', '188'];

/** A number of the right form that stands out as invented: 138 0000 1234. */
export const inventedPhone = (serial: number): string =>
  `${PREFIXES[serial % PREFIXES.length]}0000${String(1_000 + serial).padStart(4, '0')}`;
