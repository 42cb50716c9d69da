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
