import type { Chance } from './chance.ts';
import type { Wait } from './past.ts';

export type Urgency = 'danger' | 'supply' | 'ordinary' | 'complex';
/** `own` is what a community settles by itself, within the time to hand out. */
export type Stretch = 'accept' | 'handOut' | 'own' | 'handle' | 'answer' | 'late';
type Share = readonly [unit: 'hours' | 'office', least: number, most: number];

/** How long offices take, well within the time they have (DOMAIN 4), and how long when they are late. */
const PACES: Readonly<Record<Urgency, Readonly<Record<Stretch, Share>>>> = {
  danger: {
    accept: ['hours', 0.1, 0.4],
    handOut: ['hours', 0.05, 0.25],
    own: ['hours', 0.2, 0.8],
    handle: ['hours', 0.05, 0.2],
    answer: ['hours', 0.2, 0.8],
    late: ['hours', 2.2, 6],
  },
  supply: {
    accept: ['hours', 0.2, 1.2],
    handOut: ['hours', 0.2, 0.7],
    own: ['hours', 0.5, 1.8],
    handle: ['hours', 0.2, 1],
    answer: ['hours', 2, 14],
    late: ['hours', 25, 40],
  },
  ordinary: {
    accept: ['office', 0.2, 1.7],
    handOut: ['office', 0.3, 2],
    own: ['office', 0.5, 7],
    handle: ['office', 0.5, 3],
    answer: ['office', 3, 30],
    late: ['office', 62, 90],
  },
  complex: {
    accept: ['office', 0.2, 1.7],
    handOut: ['office', 0.3, 2],
    own: ['office', 0.5, 7],
    handle: ['office', 0.5, 5],
    answer: ['office', 10, 70],
    late: ['office', 122, 150],
  },
};

/** A wait for one stretch of the way. */
export function pace(chance: Chance, urgency: Urgency, stretch: Stretch): Wait {
  const [unit, least, most] = PACES[urgency][stretch];
  const amount = Number(chance.between(least, most).toFixed(3));
  return unit === 'hours' ? { hours: amount } : { office: amount };
}

export const hours = (chance: Chance, least: number, most: number): Wait => ({
  hours: Number(chance.between(least, most).toFixed(3)),
});
export const office = (chance: Chance, least: number, most: number): Wait => ({
  office: Number(chance.between(least, most).toFixed(3)),
});
