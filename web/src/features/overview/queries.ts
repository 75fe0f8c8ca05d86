import { queryOptions } from '@tanstack/react-query';
import { client, take } from '@/api/client';
import type { Overview } from '@/api/types';

export const overviewQuery = queryOptions({
  queryKey: ['overview'],
  queryFn: () => take(client.GET('/overview')) as Promise<Overview>,
});
