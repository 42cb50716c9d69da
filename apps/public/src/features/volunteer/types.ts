/** One of `GET /my/shifts`. */
export interface MyShift {
  signUp: string;
  activity: string;
  title: string;
  address: string;
  post: string;
  state: 'held' | 'waiting' | 'offered';
  ahead: number;
  meetsAt: string;
  startsAt: string;
  endsAt: string;
}

/** `GET /my/beans`. */
export interface MyBeans {
  balance: number;
  owed: number;
  lapses: { on: string; beans: number } | null;
  entries: { id: string; why: string; amount: number; at: string }[];
  redemptions: { id: string; item: string; merchant: string; beans: number; state: string; at: string }[];
}

/** One of `GET /beans/items`. */
export interface BeanItem {
  id: string;
  merchantName: string;
  address: string;
  name: string;
  intro: string;
  beans: number;
  stock: number;
  mostPerPerson: number;
  limitPer: 'ever' | 'month';
}
