/** Everyday reports of our own writing: the newest and most visible ones of the demonstration. */
export interface Report {
  title: string;
  text: string;
  category: string;
  address: string;
  department: string;
  answer: string;
}

const CITY = '城乡建设/城市建设和市政管理';
export const REPORTS: readonly Report[] = [
  { title: '3 栋电梯三天坏两回', text: '3 栋 1 单元电梯这个星期坏了两次，昨晚还关了人，住着好几位八十多岁的老人，请尽快找维保单位彻底检修。', category: '城乡建设/住房保障与房地产/物业服务', address: '翠湖北路小区 3 栋', department: 'company', answer: '维保单位已更换门机板并连续运行观察 48 小时，电梯恢复正常；检修记录贴在轿厢内，业主可随时查看。' },
  { title: '文林街路口井盖松动', text: '文林街路口的井盖松了，车一过就“哐当”响，夜里吵得睡不着，也怕老人踩翻。', category: `${CITY}/城市公共设施`, address: '文林街与文化巷交叉口', department: 'city', answer: '已更换防沉降井盖并加装橡胶垫圈，现场测试无异响。' },
  { title: '夜市烧烤油烟直往楼上窜', text: '楼下烧烤摊每晚摆到凌晨一点，油烟噪音都很大，窗户不敢开，家里还有上初三的孩子。', category: `${CITY}/城管执法`, address: '黄土坡附近', department: 'city', answer: '联合整治后三家占道摊点已退回店内经营，加装油烟净化器，22:30 后不再外摆。' },
  { title: '楼道里电动车飞线充电', text: '二单元有人从窗户甩插线板下来给电动车充电，就停在楼道口，天干物燥太危险了。', category: '政法/社会治安/消防安全', address: '虹山新村 12 幢', department: 'fire', answer: '已拆除飞线并劝离车辆，小区北侧新增 20 个充电插座，今天起可以使用。' },
  { title: '早上六点就停水，没有通知', text: '今天早上六点停水到现在，没有看到任何通知，楼里有做透析的病人，用水很急。', category: `${CITY}/自来水供应`, address: '丰宁小区', department: 'waterWorks', answer: '主管道爆裂，已抢修完毕恢复供水；今后计划停水提前 24 小时张贴并短信通知。' },
  { title: '路灯坏了一长排', text: '从菜市场到学校这条路，路灯有七八盏不亮，学生下晚自习看不见路。', category: `${CITY}/城市公共设施`, address: '虹山东路', department: 'city', answer: '更换故障灯具 8 盏、检修线路 1 处，当晚已全部点亮。' },
  { title: '垃圾桶满了三天没人清', text: '小区门口的垃圾桶满了三天，汤汤水水流了一地，苍蝇乱飞。', category: `${CITY}/环境卫生`, address: '普吉路', department: 'city', answer: '已清运并冲洗地面，该点位清运由一天一次调整为一天两次。' },
  { title: '消防通道被私家车堵死', text: '每天晚上消防通道都停满车，物业贴了条也没用，万一着火消防车根本进不来。', category: '政法/社会治安/消防安全', address: '莲华小区', department: 'fire', answer: '已划线并加装可移动隔离桩，约谈物业落实夜间值守，连续三晚抽查通道畅通。' },
  { title: '人行道地砖翘起绊倒老人', text: '人行道的地砖被树根顶起来一大片，昨天我母亲在这里绊了一跤。', category: `${CITY}/城市公共设施`, address: '莲华街道学府路', department: 'city', answer: '已重新铺装 16 平方米，并修整树池。向老人致歉，社区已上门看望。' },
  { title: '广场舞音响太大', text: '晚上九点半还在跳，音响开得很大，孩子没法写作业。', category: '环境保护/环境污染/噪音污染', address: '大观公园门口', department: 'environment', answer: '已与两支队伍约定 20:30 前结束、音量不超过 60 分贝，公园门口装了噪声显示屏。' },
  { title: '建筑工地半夜还在施工', text: '隔壁工地连着三天半夜十二点还在打桩，全楼人都睡不着。', category: '环境保护/环境污染/噪音污染', address: '西坝路', department: 'environment', answer: '经查无夜间施工许可，已责令停止夜间作业并立案处罚。' },
  { title: '小区健身器材断了', text: '健身器材的踏板断了，露着铁茬，小孩子喜欢在上面玩，请赶快修。', category: `${CITY}/居民服务设施`, address: '红云小区中心花园', department: 'city', answer: '已拆除损坏器材并更换新件，同批次 6 件一并检修。' },
  { title: '公交站台顶棚漏雨', text: '站台的顶棚漏雨，等车的人没处躲，座椅也坏了。', category: `${CITY}/公共汽车`, address: '小西门站', department: 'traffic', answer: '顶棚和座椅已修复。' },
  { title: '餐馆后厨直排污水', text: '一排餐馆的后厨污水直接倒进雨水井，臭味很大，夏天都不敢开窗。', category: '卫生计生/食品药品监管/食品安全', address: '龙翔街', department: 'market', answer: '五家餐馆已接入污水管并安装隔油池，市场监管所将每月复查。' },
  { title: '下水道堵了，污水倒灌进屋', text: '一楼下水道堵了，污水从厕所返上来，家里全淹了。', category: `${CITY}/城市公共设施`, address: '丰宁小区 7 幢', department: 'water', answer: '已疏通主管并清掏化粪池，更换破损管段 6 米。' },
  { title: '大树枯枝要掉下来', text: '楼前的银桦树有几根大枯枝悬着，底下就是停车位和小孩子玩的地方。', category: `${CITY}/园林绿化`, address: '翠湖南路', department: 'city', answer: '枯枝已修剪，对沿线 14 株行道树作了安全检查。' },
  { title: '楼顶私搭阳光房', text: '顶楼住户在楼顶搭了阳光房，下雨时雨水全往我家墙上流。', category: '城乡建设/城乡规划/违章建筑', address: '黑林铺', department: 'city', answer: '经认定为违法建设，当事人已自行拆除。' },
  { title: '快递车占满非机动车道', text: '每天下午快递车在非机动车道上分拣，骑车的人只能走机动车道。', category: `${CITY}/城管执法`, address: '教场东路', department: 'traffic', answer: '已协调设置固定装卸点，非机动车道恢复通行。' },
  { title: '电线垂到人头高', text: '巷子里的电线垂下来，伸手就能摸到，下雨天很吓人。', category: `${CITY}/电力供应`, address: '文化巷', department: 'power', answer: '已收紧线路并加装绝缘护套，隐患消除。' },
  { title: '燃气味道很大', text: '单元门口总能闻到燃气味，打电话说会来看，一直没来。', category: `${CITY}/燃气供应`, address: '江岸小区 5 栋', department: 'gas', answer: '检测发现阀门微漏，当场更换，复测正常。' },
];

const SUBJECTS = ['小区大门', '单元门', '菜市场', '学校门口', '老街巷道', '沿河步道', '停车场', '公共厕所', '社区广场', '背街小巷'];
const TROUBLES = ['路面破损积水', '灯不亮', '有人占道摆摊', '垃圾没有及时清', '噪音扰民', '车辆乱停', '墙皮脱落', '井盖下沉', '绿化带被踩秃', '设施坏了没人修'];
const WISHES = ['请帮忙协调处理。', '希望尽快解决，谢谢。', '老人小孩走着都不放心。', '已经有一个多月了。', '请给个准信。', '反映过一次，没有下文。'];

/** Further plain reports for a district that has no sample of real messages beside it. */
export const plainReport = (index: number): { title: string; text: string } => {
  const subject = SUBJECTS[index % SUBJECTS.length]!;
  const trouble = TROUBLES[Math.floor(index / SUBJECTS.length) % TROUBLES.length]!;
  return { title: `${subject}${trouble}`, text: `${subject}${trouble}，${WISHES[index % WISHES.length]!}` };
};

export const REASONS = { notAccepted: '此事正在法院审理，请按诉讼程序反映。', passUp: '超出社区权限，需要街道协调部门。', returned: '经现场核实，设施权属不在本单位。', ask: '请补充具体楼栋和单元，方便上门。', reopened: '修过之后又坏了，没有真正解决。', correction: '已电话回访并上门复查，致歉并再次整改到位。' } as const;
