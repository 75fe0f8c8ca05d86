import { queryOptions } from '@tanstack/react-query';
import { client, take } from '@/api/client';

export const overviewQuery = queryOptions({
  queryKey: ['overview'],
  queryFn: () => take(client.GET('/overview')),
});
