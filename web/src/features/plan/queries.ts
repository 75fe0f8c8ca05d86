import { queryOptions } from '@tanstack/react-query';
import { client, multipart, take } from '@/api/client';
import type { ClauseRow, PlanDocument } from '@/api/types';

export const documentsQuery = queryOptions({
  queryKey: ['plan', 'documents'],
  queryFn: () => take(client.GET('/plan/documents', { params: { query: { limit: 50 } } })),
});

export const documentQuery = (id: string) =>
  queryOptions({
    queryKey: ['plan', 'document', id],
    queryFn: () => take(client.GET('/plan/documents/{id}', { params: { path: { id } } })) as Promise<PlanDocument>,
    enabled: id !== '',
    staleTime: Number.POSITIVE_INFINITY,
  });

export const clausesQuery = queryOptions({
  queryKey: ['plan', 'clauses'],
  queryFn: () => take(client.GET('/plan/clauses')) as Promise<ClauseRow[]>,
});

export const uploadDocument = (file: File) => {
  const form = new FormData();
  form.set('file', file, file.name);
  return take(client.POST('/plan/documents', { ...multipart(form) })) as Promise<PlanDocument>;
};
