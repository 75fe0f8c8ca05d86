import { QueryClient } from '@tanstack/react-query';
import { ApiError } from '@/api/client';

/** Only a lost connection or a server fault is worth another try; a refusal stays a refusal. */
function worthRetrying(count: number, error: Error): boolean {
  if (count >= 2) return false;
  return !(error instanceof ApiError) || error.status === 0 || error.status >= 500;
}

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { retry: worthRetrying, staleTime: 15_000, refetchOnWindowFocus: true },
    mutations: { retry: false },
  },
});
