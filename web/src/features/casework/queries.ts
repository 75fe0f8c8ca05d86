import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { client, multipart, type Schemas, take } from '@/api/client';
import type { Act, CaseDetail, CaseFilter, CaseRow, EvidenceFile, OpenCase, Page } from '@/api/types';
import type { KeysetPage } from '@/ui/useKeyset';

type AnswerRequest = Schemas['AnswerRequest'];

export const caseListKey = (filter: CaseFilter) => ['cases', 'list', filter];
export const readCases = (filter: CaseFilter) => (page: KeysetPage) =>
  take(client.GET('/cases', { params: { query: { ...filter, ...page } } })) as Promise<Page<CaseRow>>;

export const caseCountQuery = (filter: CaseFilter) =>
  queryOptions({
    queryKey: ['cases', 'count', filter],
    queryFn: () => take(client.GET('/cases/count', { params: { query: filter } })),
  });

/** Places with their counts. The place itself is no part of the filter, so that one can move to a neighbour. */
export const caseTreeQuery = ({ region: _, ...filter }: CaseFilter) =>
  queryOptions({
    queryKey: ['cases', 'tree', filter],
    queryFn: () => take(client.GET('/cases/tree', { params: { query: filter } })),
  });

export const caseQuery = (id: string) =>
  queryOptions({
    queryKey: ['case', id],
    queryFn: () => take<unknown>(client.GET('/cases/{id}', { params: { path: { id } } })) as Promise<CaseDetail>,
  });

export const whyQuery = (id: string) =>
  queryOptions({
    queryKey: ['case', id, 'why'],
    queryFn: () => take(client.GET('/cases/{id}/why', { params: { path: { id } } })),
  });

export const inboxKey = ['inbox', 'list'];
export const readInbox = (page: KeysetPage) =>
  take(client.GET('/inbox', { params: { query: page } })) as Promise<Page<CaseRow>>;
export const inboxCountQuery = queryOptions({
  queryKey: ['inbox', 'count'],
  queryFn: () => take(client.GET('/inbox/count')),
});

export const chaseText = async (id: string) =>
  (await take(client.GET('/cases/{id}/chase-text', { params: { path: { id } } }))).text;

export const openCase = (body: OpenCase, key: string) =>
  take<unknown>(client.POST('/cases', { body, headers: { 'Idempotency-Key': key } })) as Promise<CaseDetail>;

export const actOnCase = (id: string, body: Act, key: string) =>
  take<unknown>(
    client.POST('/cases/{id}/actions', { params: { path: { id } }, body, headers: { 'Idempotency-Key': key } }),
  ) as Promise<CaseDetail>;

export const answerRequest = (id: string, request: string, body: AnswerRequest, key: string) =>
  take<unknown>(
    client.POST('/cases/{id}/requests/{request}', {
      params: { path: { id, request } },
      body,
      headers: { 'Idempotency-Key': key },
    }),
  ) as Promise<CaseDetail>;

/** Uploads to a case, or, without one, as a loose file that a new case or an inspection will name. */
export const uploadEvidence = (form: FormData, caseId?: string) =>
  caseId
    ? (take(
        client.POST('/cases/{id}/evidence', { params: { path: { id: caseId } }, ...multipart(form) }),
      ) as Promise<EvidenceFile>)
    : (take(client.POST('/evidence', { ...multipart(form) })) as Promise<EvidenceFile>);

/** After a case has changed: its page takes the answer, and every list, count and figure is read again. */
export function useCaseChanged(): (detail?: CaseDetail) => void {
  const cache = useQueryClient();
  return (detail) => {
    if (detail) cache.setQueryData(caseQuery(detail.id).queryKey, detail);
    for (const key of ['cases', 'inbox', 'overview', 'premises', 'notices']) {
      void cache.invalidateQueries({ queryKey: [key] });
    }
  };
}

export function useAct(id: string, key: string) {
  return useMutation({ mutationFn: (body: Act) => actOnCase(id, body, key) });
}
