import type { Platform } from '@zhongzhi/kernel';
import { appealTale, type Matter } from './appeals.ts';
import { upload } from './drawings.ts';
import type { Person } from './past.ts';
import { REPORTS, type Report } from './reports.ts';
import { DAY_MS, PRESENT_MS, type Stage } from './stage.ts';
import { endingBefore, play } from './tale.ts';

const UNJOINED = new Set(['submitted', 'not-accepted', 'withdrawn']);

/** Who answers with photos: the community for its own, else the handling unit's only person. */
function answererOf({ people, units }: Stage, { plot, place, handlerKey }: Report): Person {
  if (plot.startsWith('community') || plot === 'merged') return people.staffOf.get(units.ofPlace.get(place)!)![0]!;
  const unit =
    handlerKey === 'company'
      ? (units.companies.find(({ street }) => street === place.slice(0, 9)) ?? units.companies[0]!).id
      : units.departments[handlerKey]!;
  return people.staffOf.get(unit)![0]!;
}

/** Our own reports by the residents of the sign-in page: the newest, with pictures, most of them public and joined. */
export async function playReports(stage: Stage, platform: Platform): Promise<void> {
  const { chance, people, telling } = stage;
  const latest = new Date(telling.now.getTime() - PRESENT_MS);
  for (const [index, report] of REPORTS.entries()) {
    const neighbours = people.residents.filter(({ home }) => home === report.place);
    const reporter = (
      neighbours.length > 0 ? chance.pick(neighbours) : people.residents[index % people.residents.length]!
    ).person;
    const openedAt = new Date(
      latest.getTime() -
        (report.daysAgo === undefined
          ? (report.plot === 'submitted' ? chance.between(0.1, 1) : chance.between(2, 30)) * 3_600_000
          : report.daysAgo * DAY_MS),
    );
    const others = people.residents.filter(({ person }) => person !== reporter).map(({ person }) => person);
    const isAnswered =
      ['community-rated', 'unit-rated', 'community-unrated', 'unit-unrated', 'answered', 'reopened'].includes(
        report.plot,
      ) && report.plot !== 'answered';
    const matter: Matter = {
      plot: report.plot,
      place: report.place,
      reporter,
      source: 'phone',
      openedAt,
      title: report.title,
      text: report.text,
      category: report.category,
      address: report.address,
      handlerKey: report.handlerKey,
      answer: report.answer,
      isPublic: !UNJOINED.has(report.plot),
      photos: [await upload(platform, reporter, openedAt, report.drawing, index)],
      joiners: others.slice(index % 5, (index % 5) + (report.joiners ?? 0)),
      ...(isAnswered
        ? { result: [await upload(platform, answererOf(stage, report), openedAt, report.drawing, index + 1)] }
        : {}),
    };
    await play(telling, endingBefore(appealTale(stage, matter), latest, telling));
  }
}
