/** Line drawings on a field of 24; each is one or more paths. */
const PATHS = {
  home: 'M4 11 12 4l8 7M6 9.5V20h4v-5.5h4V20h4V9.5',
  report: 'M4 5h16v11H9l-5 4zM12 8v5M9.5 10.5h5',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5c.6-4 3.6-6 7.5-6s6.9 2 7.5 6',
  open: 'M4 6h16M4 12h16M4 18h10M18 16v5M15.5 18.5h5',
  board: 'M4 5h16v14H4zM4 10h16M9 10v9',
  camera: 'M4 8h3.5L9 5.5h6L16.5 8H20v11H4zM12 16.5a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4z',
  pin: 'M12 21s-7-6.3-7-11.5a7 7 0 0 1 14 0C19 14.7 12 21 12 21zM12 12a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5.3l3.5 2',
  pause: 'M9 6v12M15 6v12',
  alert: 'M12 4 2.8 20h18.4zM12 10v4.5M12 17.3v.1',
  info: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 11v5.5M12 7.6v.1',
  question: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM9.5 9.5a2.5 2.5 0 1 1 3.6 2.25c-.7.4-1.1 1-1.1 1.85M12 16.7v.1',
  close: 'm6 6 12 12M18 6 6 18',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  left: 'm14.5 5-7 7 7 7',
  right: 'm9.5 5 7 7-7 7',
  search: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM16.2 16.2 21 21',
  globe:
    'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM3 12h18M12 3c2.6 2.7 3.8 5.7 3.8 9s-1.2 6.3-3.8 9c-2.6-2.7-3.8-5.7-3.8-9S9.4 5.7 12 3z',
  type: 'M3 19 8.5 5 14 19M5 14.5h7M15 19l3.2-8 3.3 8M16.2 16.5h4.2',
  offline:
    'M3 3l18 18M5 12.5a10 10 0 0 1 4-2.4M8 16a6 6 0 0 1 6.5-1.2M12 20v.1M2 9a15 15 0 0 1 4-2.6M11 5.1A15 15 0 0 1 22 9M16.5 11.2A10 10 0 0 1 19 12.5',
  retry: 'M19.5 12a7.5 7.5 0 1 1-2.2-5.3L20 9.4M20 4.5v4.9h-4.9',
  remove: 'M5 7h14M10 7V4.5h4V7M7 7l.8 13h8.4L17 7M10.5 11v5.5M13.5 11v5.5',
  send: 'M4 12 20.5 4.5 14 20.5l-3-7zM11 13.5l9.5-9',
  words: 'M4 5h16v11H9l-5 4zM8 9h8M8 12.5h5',
  bell: 'M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 2h-15zM10 21h4',
  gear: 'M12 15.2a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4zM12 3v3M12 18v3M3 12h3M18 12h3M5.6 5.6l2.1 2.1M16.3 16.3l2.1 2.1M18.4 5.6l-2.1 2.1M7.7 16.3l-2.1 2.1',
  shield: 'M12 3.5 5 6v5.5c0 4.3 2.8 7.3 7 9 4.2-1.7 7-4.7 7-9V6zM9 12l2.2 2.2L15.2 10',
  phone:
    'M6 3.5h3l1.5 4.5L8.3 9.7c1 2.6 3 4.8 5.8 6l1.9-2.2 4.5 1.5v3c0 1.5-1 2.5-2.5 2.5C10.5 20.5 3.5 13.5 3.5 6c0-1.5 1-2.5 2.5-2.5z',
  leave: 'M14 5H5v14h9M10 12h11M17.5 8.5 21 12l-3.5 3.5',
  people:
    'M9 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20c.4-3.7 2.9-5.7 6.5-5.7s6.1 2 6.5 5.7M16 4.8a3.5 3.5 0 0 1 0 6.5M18 14.8c2 .8 3.2 2.5 3.5 5.2',
  chart: 'M4 20h16M7 16v-5M12 16V6M17 16v-8',
  map: 'M4 6.5 9 4l6 2.5L20 4v13.5L15 20l-6-2.5L4 20zM9 4v13.5M15 6.5V20',
  arrow: 'M4 12h15M13 6l6 6-6 6',
  file: 'M6 3.5h8l4 4v13H6zM14 3.5v4h4M9 12h6M9 15.5h6',
  bulb: 'M9 18h6M10 21h4M8.5 15C6.8 13.8 6 12.2 6 10a6 6 0 0 1 12 0c0 2.2-.8 3.8-2.5 5z',
} as const;

export type IconName = keyof typeof PATHS;

/** A drawing beside words; it says nothing to screen readers, since the words do. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="zz-icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
