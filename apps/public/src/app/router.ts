import { createStore, useKept } from '@zhongzhi/web-kit';

const here = (): string => `${location.pathname}${location.search}`;
const address = createStore(here());

/** The address now: path and query. */
export function useAddress(): { path: string; query: URLSearchParams } {
  const url = new URL(useKept(address), location.origin);
  return { path: url.pathname.replace(/(.)\/+$/, '$1'), query: url.searchParams };
}

/** Goes to another page of ours. */
export function navigate(to: string, how: 'push' | 'replace' = 'push'): void {
  if (to === here()) return;
  history[how === 'push' ? 'pushState' : 'replaceState'](null, '', to);
  address.set(here());
  if (how === 'push') scrollTo(0, 0);
}

/** The values of a pattern such as `/matters/:id`, or undefined when the path is another. */
export function match(pattern: string, path: string): Readonly<Record<string, string>> | undefined {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  const values: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const actual = given[index] ?? '';
    if (part.startsWith(':')) {
      if (actual === '') return undefined;
      try {
        values[part.slice(1)] = decodeURIComponent(actual);
      } catch {
        return undefined;
      }
    } else if (part !== actual) return undefined;
  }
  return values;
}

/** Other faces of the same server, which are pages of their own. */
const ELSEWHERE = /^\/(desk|docs|api|open311)(\/|$)/;

/** Lets plain links change the page without loading it anew. One listener serves every link. */
export function listenForLinks(): () => void {
  const onPop = () => address.set(here());
  const onClick = (event: MouseEvent) => {
    if (
      event.defaultPrevented ||
      event.button !== 0 ||
      event.metaKey ||
      event.ctrlKey ||
      event.shiftKey ||
      event.altKey
    )
      return;
    const link = (event.target as Element | null)?.closest?.('a');
    if (!link || link.target !== '' || link.hasAttribute('download') || link.origin !== location.origin) return;
    if (ELSEWHERE.test(link.pathname) || (link.hash !== '' && link.pathname === location.pathname)) return;
    event.preventDefault();
    navigate(`${link.pathname}${link.search}`);
  };
  addEventListener('popstate', onPop);
  document.addEventListener('click', onClick);
  return () => {
    removeEventListener('popstate', onPop);
    document.removeEventListener('click', onClick);
  };
}
