/** One of `GET /my/merchants`. */
export interface Shop {
  id: string;
  unit: string;
  name: string;
  address: string;
  intro: string;
  status: 'review' | 'active' | 'paused' | 'refused';
  reason: string | null;
}

/** `GET /my/merchants`: shops, and units that may ask to join. */
export interface MyShops {
  items: readonly Shop[];
  units: readonly { id: string; name: string }[];
}

/** One of `GET /merchants/:id/items`. */
export interface ShelfItem {
  id: string;
  name: string;
  intro: string;
  beans: number;
  stock: number;
  mostPerPerson: number;
  limitPer: 'ever' | 'month';
  isListed: boolean;
}

/** What `POST /merchants/:id/codes` says. */
export type Taking =
  | { outcome: 'taken' | 'taken-before'; item: string; beans: number }
  | { outcome: 'unknown'; triesLeft: number };

/** `GET /merchants/:id/redemptions`. */
export interface Takings {
  day: string;
  count: number;
  beans: number;
  items: readonly { id: string; item: string; beans: number; takenAt: string }[];
}
