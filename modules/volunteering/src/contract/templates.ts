import type { Label } from '@zhongzhi/contract-kit';
import type { SERVICE_KINDS } from './index.ts';

/** A ready-made activity to start from: everything but when and where. */
export interface ActivityTemplate {
  readonly key: string;
  readonly label: Label;
  readonly kind: (typeof SERVICE_KINDS)[number];
  readonly title: string;
  readonly content: string;
  readonly risks: string;
  /** Bodily danger is possible: no publishing before the insurance covers the names. */
  readonly isDangerous: boolean;
  readonly minAge: number | null;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly posts: readonly {
    readonly name: string;
    readonly capacity: number;
    readonly minAge?: number;
  }[];
}

/** What communities of the district run again and again. What is written is a beginning: organisers put their own facts in. */
export const ACTIVITY_TEMPLATES: readonly ActivityTemplate[] = [
  {
    key: 'clean-up',
    label: { zh: '小区大扫除', en: 'Clean-up of a court' },
    kind: 'environment',
    title: '小区大扫除',
    content:
      '清扫楼道、院坝和绿化带，捡拾烟头杂物，清理小广告和楼道堆放的旧物。扫把、夹子、垃圾袋由社区准备，请穿方便活动的衣服和防滑的鞋。',
    risks:
      '地面湿滑，搬旧物可能碰伤、划伤手，请戴手套、量力而行；清理时留意过往车辆。高处和电线旁的东西不要动，交给物业。',
    isDangerous: false,
    minAge: null,
    startsAt: '09:00',
    endsAt: '11:00',
    posts: [
      { name: '清扫', capacity: 15 },
      { name: '搬运', capacity: 5, minAge: 18 },
    ],
  },
  {
    key: 'traffic',
    label: { zh: '文明交通劝导', en: 'Guiding at a crossing' },
    kind: 'traffic',
    title: '路口文明交通劝导',
    content:
      '早高峰在路口劝导行人走斑马线、不闯红灯，提醒骑电动车的人戴头盔，扶老人、孩子过街。社区发反光背心和哨子，开始前十分钟集中讲注意事项。',
    risks: '路口车流大，请站在人行道或安全岛上，穿好反光背心，不进机动车道，不拦车、不追人；遇到争执请交给交警。',
    isDangerous: false,
    minAge: 18,
    startsAt: '07:30',
    endsAt: '09:00',
    posts: [
      { name: '劝导', capacity: 6 },
      { name: '护送老人孩子', capacity: 2 },
    ],
  },
  {
    key: 'elders',
    label: { zh: '探望独居老人', en: 'Visiting elderly people who live alone' },
    kind: 'elder-care',
    title: '探望独居老人',
    content:
      '两人一组上门陪老人说说话，看看水电气是否正常，帮着收拾屋子、代买日用品，把老人的难处记下来交给社区。老人名单和地址由社区当天发给，只在上门时用。',
    risks:
      '老人可能有基础病，遇到不舒服先打120，再联系社区；不给老人喂药、不代管钱物，不把老人的情况和照片发到网上。路上注意交通安全。',
    isDangerous: false,
    minAge: 16,
    startsAt: '14:30',
    endsAt: '16:30',
    posts: [{ name: '上门探望', capacity: 10 }],
  },
  {
    key: 'after-school',
    label: { zh: '儿童课后看护', en: 'Care after school' },
    kind: 'children',
    title: '四点半课堂：儿童课后看护',
    content:
      '在社区活动室陪放学后的孩子写作业、读书、做手工，到点交给登记的家长。每次至少两名成年人在场，孩子不离开活动室。',
    risks:
      '孩子追跑可能磕碰，活动室备有急救包；有食物过敏的孩子请家长事先说明，不自带零食分给孩子。没有登记的人来接，一律先联系社区。',
    isDangerous: false,
    minAge: 18,
    startsAt: '16:30',
    endsAt: '18:00',
    posts: [
      { name: '作业辅导', capacity: 4 },
      { name: '看护和接送登记', capacity: 2 },
    ],
  },
  {
    key: 'forest',
    label: { zh: '护林防火巡山', en: 'Fire watch in the hills' },
    kind: 'disaster',
    title: '护林防火巡山',
    content:
      '防火期沿步道分组巡查，在进山口劝导游客不带火种、不烧纸、不吸烟，发现烟火立即报告。每组三人以上，由护林员带队，途中不离队。',
    risks:
      '山路陡滑，可能摔伤、中暑、迷路、被蛇虫叮咬；看见明火只报告、不扑打，听护林员的话马上逆着风向撤离，不往山顶和沟谷跑。请穿长袖长裤和防滑鞋，带够水；有心脏病、高血压的请不要报名。',
    isDangerous: true,
    minAge: 18,
    startsAt: '09:00',
    endsAt: '13:00',
    posts: [
      { name: '巡查', capacity: 9 },
      { name: '进山口劝导', capacity: 4 },
    ],
  },
  {
    key: 'clinic',
    label: { zh: '义诊', en: 'Free clinic' },
    kind: 'health',
    title: '社区义诊',
    content:
      '请社区卫生服务中心的医生来量血压、测血糖、讲慢病用药。志愿者摆桌椅、维持秩序、引导老人、帮着登记。看诊由医生做，志愿者不诊断、不荐药。',
    risks: '人多拥挤，注意搀扶老人、防止跌倒；用过的针头棉签由医护人员收，不要用手碰；居民的健康情况不外传。',
    isDangerous: false,
    minAge: 16,
    startsAt: '09:00',
    endsAt: '11:30',
    posts: [
      { name: '引导登记', capacity: 4 },
      { name: '维持秩序', capacity: 3 },
    ],
  },
  {
    key: 'fraud',
    label: { zh: '反诈宣传', en: 'Against fraud' },
    kind: 'law',
    title: '反诈宣传进楼栋',
    content:
      '在小区门口和楼栋里发反诈手册，给老人讲冒充客服、刷单、保健品和养老投资的骗法，帮着装好国家反诈中心应用。讲法以派出所提供的材料为准。',
    risks:
      '上下楼梯注意脚下；上门先表明身份，不进屋、不问银行卡号和密码、不替人操作转账；遇到正在被骗的请劝停并打96110。',
    isDangerous: false,
    minAge: 16,
    startsAt: '15:00',
    endsAt: '17:00',
    posts: [{ name: '宣传', capacity: 8 }],
  },
  {
    key: 'books',
    label: { zh: '图书整理', en: 'Putting books in order' },
    kind: 'culture',
    title: '社区图书室整理',
    content: '给图书室的书分类、贴标签、上架，修补破损的书，登记还书和捐书，给来看书的孩子推荐几本好书。',
    risks: '搬书注意腰和手，高处的书用梯凳并有人扶；旧书灰尘多，容易过敏的请戴口罩。',
    isDangerous: false,
    minAge: null,
    startsAt: '14:00',
    endsAt: '16:00',
    posts: [{ name: '整理上架', capacity: 6 }],
  },
  {
    key: 'recycling',
    label: { zh: '垃圾分类桶边值守', en: 'Sorting waste at the bins' },
    kind: 'environment',
    title: '垃圾分类桶边值守',
    content: '在投放点告诉邻居怎么分，帮着破袋、捡出投错的东西，记下哪些最容易分错，值守完把桶边扫干净。',
    risks: '可能碰到碎玻璃、针头和污水，请戴手套、用夹子，不徒手翻捡；有害垃圾单独放，不要压碎灯管和电池。',
    isDangerous: false,
    minAge: null,
    startsAt: '18:30',
    endsAt: '20:00',
    posts: [{ name: '桶边值守', capacity: 4 }],
  },
];
