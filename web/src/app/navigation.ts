import { useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { type MouseEvent, useCallback } from 'react';
import type { Search } from './search';

/** The search parameters of this page as text, and a setter that drops empty ones. */
export function useFilters(): [Search, (change: Record<string, string | undefined>, replace?: boolean) => void] {
  const search = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const change = useCallback(
    (part: Record<string, string | undefined>, replace = false) =>
      void navigate({
        to: '.',
        search: ((before: Search) => ({ ...before, ...part })) as never,
        replace,
        resetScroll: false,
      }),
    [navigate],
  );
  return [search, change];
}

/** Goes to an address given as text, for instance a figure's link. */
export function useGo(): (href: string) => void {
  const router = useRouter();
  return useCallback((href: string) => router.history.push(href), [router]);
}

/** Props of an ordinary `<a>` that navigates inside the application and still opens in a new tab when asked to. */
export function useHref(): (href: string) => { href: string; onClick: (event: MouseEvent) => void } {
  const go = useGo();
  return useCallback(
    (href: string) => ({
      href,
      onClick: (event: MouseEvent) => {
        event.stopPropagation();
        if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        go(href);
      },
    }),
    [go],
  );
}
