import type { Call, Platform } from '@zhongzhi/kernel';
import type { Cell } from '@zhongzhi/kernel/spreadsheet';
import type { MyRecord } from './contract/records.ts';
import { getMyRecord } from './use-cases/record-use-cases.ts';

const COLUMNS = ['组别', '日期', '名称', '内容', '时间（分钟）', '单位', '说明'] as const;
const STANDS: Readonly<Record<string, string>> = {
  counts: '有效',
  'needs-superior': '等待上级审核',
  'needs-district': '等待区里审核',
  annulled: '已作废',
};
const CLASSES = { timed: '系统计时', entered: '补录' } as const;
const OUTCOMES = { well: '完成得好', done: '已完成', 'not-done': '没有完成' } as const;
const GENDERS = { male: '男', female: '女' } as const;
const PAGED = ['service', 'training', 'commendation', 'evaluation'] as const;

function basicsRows({ basics }: MyRecord): Cell[][] {
  const facts: [string, string | null][] = [
    ['志愿者编号', basics.number],
    ['姓名', basics.name],
    ['性别', basics.gender === null ? null : GENDERS[basics.gender]],
    ['出生日期', basics.bornOn],
    ['身份证件号码', basics.idNumber],
    ['居住区域', basics.placeName],
    ['联系方式', basics.phone],
    ['专业技能', basics.skills.join('、')],
    ['服务类别', basics.interests.join('、')],
  ];
  return facts.flatMap(([name, value]): Cell[][] =>
    value === null || value === '' ? [] : [['基本信息', '', name, value, null, '', '']],
  );
}

function rowsOf(group: (typeof PAGED)[number], record: MyRecord): Cell[][] {
  switch (group) {
    case 'service':
      return record.service.items.map((one) => [
        '服务',
        one.servedOn,
        one.activityName,
        `${one.content}；地点：${one.place}；负责人：${one.leaderName}`,
        one.minutes,
        one.unitName,
        `${CLASSES[one.class]}，${STANDS[one.stands] ?? ''}`,
      ]);
    case 'training':
      return record.training.items.map((one) => [
        '培训',
        one.trainedOn,
        one.name,
        one.content,
        one.minutes,
        one.provider,
        one.withdrawnWhy === null ? '' : `已撤回：${one.withdrawnWhy}`,
      ]);
    case 'commendation':
      return record.commendation.items.map((one) => [
        '表彰奖励',
        one.grantedOn,
        one.name,
        '',
        null,
        one.grantedBy,
        one.withdrawnWhy === null ? '' : `已撤回：${one.withdrawnWhy}`,
      ]);
    case 'evaluation':
      return record.evaluation.items.map((one) => [
        '评价',
        one.at.slice(0, 10),
        one.activityName,
        one.words,
        null,
        one.unitName,
        OUTCOMES[one.outcome],
      ]);
  }
}

async function* allRows(platform: Platform, call: Call, first: MyRecord): AsyncGenerator<Cell[]> {
  yield* basicsRows(first);
  for (const group of PAGED) {
    let page = first;
    for (;;) {
      yield* rowsOf(group, page);
      const { next } = page[group];
      if (next === null) break;
      page = await platform.run(getMyRecord, { group, after: next }, call);
    }
  }
}

/** The caller's own record as one sheet, read page by page as it is sent. */
export async function myRecordRows(platform: Platform, call: Call) {
  const first = await platform.run(getMyRecord, {}, call);
  return { columns: COLUMNS, rows: allRows(platform, call, first) };
}
