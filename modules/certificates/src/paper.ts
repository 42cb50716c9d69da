import { dayOf } from '@zhongzhi/contract-kit';
import { toBuffer } from 'qrcode';
import { facts, print, table, type Column, type Paper } from '@zhongzhi/paper';
import { refuse, type Context } from '@zhongzhi/kernel';
import { checkPageOf } from './addresses.ts';
import { holderCodeOf } from './check.ts';
import { hours } from './contract/hours.ts';
import type { CertifiedRecord } from './public.ts';
import { certificateNotFound, credentialKept, getCertificate, holderOf, partsOf, type Certificate } from './store.ts';

const CLASS = { timed: '计时', entered: '补录' } as const;
const COLUMNS: readonly Column[] = [
  { heading: '日期', share: 14 },
  { heading: '活动', share: 26 },
  { heading: '服务内容', share: 28 },
  { heading: '地点', share: 18 },
  { heading: '小时', share: 8, right: true },
  { heading: '方式', share: 8 },
];
const QR = 92;

/** What is printed, gathered before anything is drawn. */
interface Printed {
  readonly certificate: Certificate;
  readonly number: string;
  readonly issuedAt: Date;
  readonly records: readonly CertifiedRecord[];
  readonly holder: string;
  readonly code: string;
  readonly address: string;
  readonly qr: Buffer;
  readonly credential: Buffer;
}

async function gather(context: Context, id: string): Promise<Printed> {
  const certificate = await getCertificate(context, id);
  const { number, issuedAt } = certificate;
  if (number === null || issuedAt === null) throw certificateNotFound();
  if (certificate.state === 'revoked')
    throw refuse.gone(
      'certificate.revoked',
      '这份证明已经撤销，不能再打印。有疑问请联系出具单位。',
      'This certificate was revoked and is not printed any more; ask the unit.',
    );
  const address = checkPageOf(context.platform, id);
  return {
    certificate,
    number,
    issuedAt,
    records: await partsOf(context, id),
    holder: (await holderOf(context, id)) ?? '（已注销）',
    code: (await holderCodeOf(context, id)) ?? '',
    address,
    qr: await toBuffer(address, { margin: 0, width: QR * 4 }),
    credential: Buffer.from(JSON.stringify(await credentialKept(context, id))),
  };
}

function drawFacts(paper: Paper, { certificate, number, issuedAt, records, holder, code }: Printed): void {
  const { timedMinutes, enteredMinutes, volunteerNumber, validUntil } = certificate;
  const whole = hours(timedMinutes + enteredMinutes);
  paper.font('bold').fontSize(20).text('志愿服务记录证明', { align: 'center' }).moveDown(0.8);
  paper
    .font('regular')
    .fontSize(11)
    .text(
      `兹证明 ${holder} 于 ${certificate.from} 至 ${certificate.to} 参加由我单位组织并记录的志愿服务，共 ${records.length} 次，服务时间合计 ${whole} 小时。`,
      { lineGap: 4 },
    )
    .moveDown(0.8);
  facts(paper, [
    ['志愿者', `${holder}${volunteerNumber === null ? '' : `（编号 ${volunteerNumber}）`}`],
    ['服务时间', `${whole} 小时：签到签退计时 ${hours(timedMinutes)} 小时，凭证明补录 ${hours(enteredMinutes)} 小时`],
    ['记录单位', certificate.unitName],
    ['证明编号', number],
    ['出具日期', dayOf(issuedAt)],
    ...(validUntil === null ? [] : [['有效期至', dayOf(validUntil)] as const]),
    ['联系方式', certificate.contact ?? ''],
    ['持证码', code],
  ]);
  paper.moveDown(0.6);
}

function drawCheck(paper: Paper, { qr, address }: Printed): void {
  paper.moveDown(1);
  if (paper.y + QR + 20 > paper.page.height - 110) paper.addPage();
  const top = paper.y;
  paper.image(qr, 56, top, { width: QR });
  paper
    .font('regular')
    .fontSize(9)
    .text(
      `扫码或打开下面的地址可以查验真伪：\n${address}\n本证明免费出具。数据来自本平台记录；路途、用餐和休息时间不计入服务时间。需要盖章请联系记录单位。`,
      56 + QR + 14,
      top,
      { width: paper.page.width - 112 - QR - 14, lineGap: 3 },
    );
}

/** The certificate as a PDF with the credential attached (办法 art. 15; the unit's seal is added by hand where it is wanted). */
export async function paperOf(context: Context, id: string): Promise<{ name: string; bytes: Buffer }> {
  const printed = await gather(context, id);
  const { certificate, number, issuedAt, records, credential } = printed;
  const bytes = await print(
    { title: `志愿服务记录证明 ${number}`, author: certificate.unitName, at: issuedAt, foot: number },
    (paper) => {
      drawFacts(paper, printed);
      table(
        paper,
        COLUMNS,
        records.map((one) => [
          one.servedOn,
          one.activityName,
          one.content,
          one.place,
          hours(one.minutes),
          CLASS[one.class],
        ]),
      );
      drawCheck(paper, printed);
      paper.file(credential, {
        name: 'certificate.json',
        type: 'application/json',
        description: 'Verifiable Credential 2.0',
        creationDate: issuedAt,
        modifiedDate: issuedAt,
      });
    },
  );
  return { name: `志愿服务记录证明-${dayOf(issuedAt)}.pdf`, bytes };
}
