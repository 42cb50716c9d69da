const CASE = /^\/(?:desk\/|my\/)?(?:cases|matters)\/([0-9a-f-]{36})$/;

/** The page of the desk that a notice leads to, or null when it leads nowhere within the desk. */
export function deskPathOf(link: string | null): string | null {
  if (link === null) return null;
  const found = CASE.exec(link);
  if (found !== null) return `/cases/${found[1]}`;
  return link.startsWith('/desk/') ? link.slice('/desk'.length) : null;
}
