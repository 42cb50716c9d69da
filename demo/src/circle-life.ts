import { announce, answerPost, getPost, settlePost, writePost, type PostDraft } from '@zhongzhi/circles';
import { findPerson } from '@zhongzhi/directory';
import { systemActor, type Context } from '@zhongzhi/kernel';
import type { Stage } from './stage.ts';

const HOUR_MS = 3_600_000;

interface Tale {
  readonly kind: PostDraft['kind'];
  readonly words: string;
  readonly everyone?: boolean;
  readonly answer?: { kind: 'offer' | 'reply'; words: string };
  readonly settled?: boolean;
  /** How long ago. */
  readonly hours: number;
}

/** What neighbours tell each other in the demonstration; invented. */
const TALES: readonly Tale[] = [
  {
    kind: 'good-deed',
    words: '昨晚下大雨，有位邻居把单元门口的积水扫干净了，还垫了防滑垫。谢谢这位不留名的邻居。',
    everyone: true,
    answer: { kind: 'reply', words: '早上出门看见了，真贴心。' },
    hours: 20,
  },
  {
    kind: 'help-wanted',
    words: '家里老人行动不便，周六上午想请人搭把手，把旧沙发搬到楼下回收点，二楼，东西不重。',
    answer: { kind: 'offer', words: '我周六上午有空，九点过来。' },
    settled: true,
    hours: 70,
  },
  { kind: 'help-wanted', words: '想借一把三米的梯子修灯，用半天就还。', hours: 6 },
  {
    kind: 'help-offered',
    words: '我会修自行车和小家电，晚上七点以后都在家，需要的邻居说一声，不收钱。',
    answer: { kind: 'offer', words: '我家电饭锅不通电，想请您看看。' },
    hours: 44,
  },
  {
    kind: 'kindness',
    words: '孩子穿小了的校服洗干净了，三套，一年级的尺码，需要的邻居可以到居委会来取。',
    everyone: true,
    hours: 30,
  },
  { kind: 'good-deed', words: '活动结束后，几位志愿者又多留了半个钟头，把桌椅都收好才走。', hours: 110 },
];

const isGrownUp = async (context: Context, person: string): Promise<boolean> =>
  (await findPerson(context, person))?.ageBand === 'adult-or-unknown';

async function tell(stage: Stage, circle: string, members: readonly string[], tale: Tale, index: number) {
  const at = (hours: number): Context =>
    stage.telling.as(
      systemActor('demonstration district'),
      new Date(stage.telling.now.getTime() - Math.max(0.3, hours) * HOUR_MS),
    );
  const author = members[index % members.length]!;
  const before = at(tale.hours);
  const post = await writePost(before, {
    circle,
    author,
    kind: tale.kind,
    words: tale.words,
    // Under 18 one posts for the circle only; the demonstration's members may be.
    audience: tale.everyone === true && (await isGrownUp(before, author)) ? 'everyone' : 'circle',
  });
  if (tale.answer !== undefined)
    await answerPost(at(tale.hours - 2), { post, author: members[(index + 1) % members.length]!, ...tale.answer });
  if (tale.settled === true) await settlePost(at(tale.hours - 5), await getPost(before, post));
}

/** What is told in one circle, and one notice of its leader. */
export async function playCircle(
  stage: Stage,
  { circle, leader, members }: { circle: string; leader: string; members: readonly string[] },
): Promise<void> {
  if (members.length < 2) return;
  for (const [index, tale] of TALES.entries()) await tell(stage, circle, members, tale, index);
  const yesterday = stage.telling.as(
    systemActor('demonstration district'),
    new Date(stage.telling.now.getTime() - 26 * HOUR_MS),
  );
  await announce(yesterday, {
    circle,
    author: leader,
    title: '这周末的活动在社区门口集合',
    words: '请提前十分钟到，带好水杯。下雨就改期，会再通知大家。',
  });
}
