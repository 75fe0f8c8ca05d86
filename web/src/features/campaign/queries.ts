import { queryOptions } from '@tanstack/react-query';
import { client, take } from '@/api/client';
import type { FieldValues, InspectionDetail, Judgement, NewInspection, Vocabulary } from '@/api/types';
import type { KeysetPage } from '@/ui/useKeyset';

export interface InspectionFilter {
  premises?: string;
  region?: string;
}

export const readInspections = (filter: InspectionFilter) => (page: KeysetPage) =>
  take(client.GET('/inspections', { params: { query: { ...filter, ...page } } }));

export const inspectionQuery = (id: string) =>
  queryOptions({
    queryKey: ['inspections', 'one', id],
    queryFn: () => take(client.GET('/inspections/{id}', { params: { path: { id } } })) as Promise<InspectionDetail>,
  });

export const checklistQuery = (kind: string) =>
  queryOptions({
    queryKey: ['checklist', kind],
    queryFn: () => take(client.GET('/meta/checklists', { params: { query: { kind } } })),
    staleTime: Number.POSITIVE_INFINITY,
    enabled: kind !== '',
  });

export const vocabularyQuery = (date: string, kinds: string[]) =>
  queryOptions({
    queryKey: ['vocabulary', date, kinds],
    queryFn: () =>
      take(
        client.GET('/meta/judgement', { params: { query: { date, kinds: kinds.join(',') } } }),
      ) as Promise<Vocabulary>,
    staleTime: 10 * 60_000,
    placeholderData: (before) => before,
    enabled: date !== '',
  });

export const judgementQuery = (date: string, kinds: string[], facts: FieldValues) =>
  queryOptions({
    queryKey: ['judgement', date, kinds, facts],
    queryFn: () => take(client.POST('/judgements', { body: { date, kinds, facts } })) as Promise<Judgement>,
    placeholderData: (before) => before,
    retry: false,
    enabled: date !== '',
  });

/** The draft's id is the key of the write, so that sending twice from the field opens nothing twice. */
export const submitInspection = (body: NewInspection) =>
  take(
    client.POST('/inspections', { body, headers: { 'Idempotency-Key': body.client_id ?? '' } }),
  ) as Promise<InspectionDetail>;
