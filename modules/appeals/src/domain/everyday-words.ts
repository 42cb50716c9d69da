/** Words that people use, and the category they mostly mean. The first that fit decide; staff may change it. */
export const EVERYDAY_WORDS: readonly (readonly [words: string, code: string])[] = [
  ['停水 水管 自来水 漏水 爆管 水压 无水', '城乡建设/城市建设和市政管理/自来水供应'],
  ['停电 断电 电线 变压器 跳闸 没电', '城乡建设/城市建设和市政管理/电力供应'],
  ['燃气 煤气 天然气 停气', '城乡建设/城市建设和市政管理/燃气供应'],
  ['暖气 供暖', '城乡建设/城市建设和市政管理/冬季采暖'],
  ['电梯 物业 物业费 业委会 门禁 楼道灯 保安 维修基金', '城乡建设/住房保障与房地产/物业服务'],
  ['消防通道 飞线 充电 灭火器 消防栓 火灾 着火', '政法/社会治安/消防安全'],
  ['噪音 噪声 扰民 吵 广场舞 施工到深夜 半夜施工', '环境保护/环境污染/噪音污染'],
  ['占道 烧烤 摊贩 摆摊 游商 夜市 小广告', '城乡建设/城市建设和市政管理/城管执法'],
  ['垃圾 脏乱 臭 公厕 卫生 老鼠 清运', '城乡建设/城市建设和市政管理/环境卫生'],
  ['井盖 路灯 路面 坑 人行道 下水道 堵塞 积水 护栏', '城乡建设/城市建设和市政管理/城市公共设施'],
  ['树 绿化 草坪 树枝', '城乡建设/城市建设和市政管理/园林绿化'],
  ['公交 公交车 站台', '城乡建设/城市建设和市政管理/公共汽车'],
  ['违建 违章建筑 私搭 搭建', '城乡建设/城乡规划/违章建筑'],
  ['拆迁 征收 安置 回迁', '城乡建设/国有土地上房屋征收与补偿/安置补偿'],
  ['危房 老旧 墙体 裂缝', '城乡建设/国有土地上房屋征收与补偿/城镇危房改造'],
  ['食品 过期 餐馆 吃坏 后厨', '卫生计生/食品药品监管/食品安全'],
  ['医院 看病 挂号 收费', '卫生计生/医政监管/医疗收费'],
  ['医保 报销 异地就医', '劳动和社会保障/城镇居民社会保险/城镇居民医疗保险'],
];

const SUPPLY = ['自来水供应', '电力供应', '燃气供应', '冬季采暖'];
const DANGER = ['消防安全', '安全隐患', '事故处理', '危险化学品污染', '城镇危房改造', '放射性污染'];
const COMPLEX = ['征收', '拆迁', '土地', '权属', '历史遗留', '安置补偿', '棚户区'];

/** How urgent a category is from the start (DOMAIN 4); the desk may change it. */
export function defaultUrgencyOf(code: string): 'danger' | 'supply' | 'ordinary' | 'complex' {
  const has = (names: readonly string[]): boolean => names.some((name) => code.includes(name));
  if (has(DANGER)) return 'danger';
  if (has(SUPPLY)) return 'supply';
  return has(COMPLEX) ? 'complex' : 'ordinary';
}
