import { circleNamesOf } from '@zhongzhi/circles';
import { namesOf, regionNamesOf } from '@zhongzhi/directory';
import type { Context } from '@zhongzhi/kernel';
import { needOrganiser } from '../authority.ts';
import type { PlannedActivity } from '../contract/planning.ts';
import { missingOf } from '../plan.ts';
import { getActivity, getProject, partsOf, shiftsOf, type Activity, type Shift } from '../store/activity-store.ts';
import { seriesOf } from '../store/series-store.ts';

const windowsOf = (activity: Activity) => ({
  signUpFrom: activity.signUpFrom.toISOString(),
  signUpUntil: activity.signUpUntil.toISOString(),
  cancelUntil: activity.cancelUntil.toISOString(),
  earlyFrom: activity.earlyFrom?.toISOString() ?? null,
  onlyPlace: activity.onlyPlace,
  minAge: activity.minAge,
  accompaniedBelow: activity.accompaniedBelow,
});

const shiftPlan = ({ name, meetsAt, startsAt, endsAt, posts }: Shift) => ({
  name,
  meetsAt: meetsAt.toISOString(),
  startsAt: startsAt.toISOString(),
  endsAt: endsAt.toISOString(),
  posts: posts.map((post) => ({
    name: post.name,
    capacity: post.capacity,
    waitlist: post.waitlist,
    qualification: post.qualification,
    minAge: post.minAge,
    checksItself: post.checksItself,
  })),
});

async function namedIn(context: Context, activity: Activity): Promise<Pick<PlannedActivity, 'checkers' | 'recorders'>> {
  const parts = await partsOf(context, activity);
  const names = await namesOf(
    context,
    parts.map(({ person }) => person),
  );
  const having = (part: string) =>
    parts.filter(({ role }) => role === part).map(({ person }) => ({ person, name: names.get(person) ?? '' }));
  return { checkers: having('checker'), recorders: having('recorder') };
}

/** What was planned of an activity, for those who may plan it. @throws Refusal `activity.not-found`. */
export async function planOf(context: Context, id: string): Promise<PlannedActivity> {
  const activity = await getActivity(context, id);
  await needOrganiser(context, activity, ['leader']);
  const { title: projectTitle } = await getProject(context, activity.project);
  const places = await regionNamesOf(context, [activity.place]);
  const circles = await circleNamesOf(context, activity.earlyCircles);
  const shifts = await shiftsOf(context, id);
  const series = await seriesOf(context, activity);
  return {
    id,
    version: activity.version,
    status: activity.status,
    project: activity.project,
    projectTitle,
    title: activity.title,
    content: activity.content,
    risks: activity.risks,
    isDangerous: activity.isDangerous,
    insurance: activity.insurance,
    place: activity.place,
    placeName: places.get(activity.place) ?? null,
    address: activity.address,
    longitude: activity.longitude,
    latitude: activity.latitude,
    radius: activity.radius,
    ...windowsOf(activity),
    earlyCircles: activity.earlyCircles.map((circle) => ({ id: circle, name: circles.get(circle) ?? '' })),
    ...(await namedIn(context, activity)),
    shifts: shifts.map(shiftPlan),
    missing: activity.status === 'draft' ? await missingOf(context, activity) : [],
    series: series.map((one) => ({ id: one.id, startsAt: one.startsAt.toISOString(), status: one.status })),
  };
}
