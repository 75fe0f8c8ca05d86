import { type QueryKey, useInfiniteQuery } from '@tanstack/react-query';
import type { Page } from '@/api/types';

export interface KeysetPage {
  limit: number;
  cursor?: string;
}

/** A list read page by page through its cursor; rows are what has been read so far. */
export function useKeyset<T>(key: QueryKey, read: (page: KeysetPage) => Promise<Page<T>>, limit = 50) {
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) => read(pageParam ? { limit, cursor: pageParam } : { limit }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next || undefined,
  });
  return { ...query, rows: query.data?.pages.flatMap((page) => page.items) ?? [] };
}

export type Keyset<T> = ReturnType<typeof useKeyset<T>>;
