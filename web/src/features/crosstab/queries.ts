import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { client, type Schemas, take } from '@/api/client';
import type { Page } from '@/api/types';
import type { KeysetPage } from '@/ui/useKeyset';

export type TableSpec = Schemas['TableSpec'];
export type Table = Schemas['Table'];
export type Template = Schemas['Template'];
export type KeptRow = Schemas['KeptRow'];
export type Kept = Schemas['Kept'];
export type Over = Schemas['Over'];

/** A table worked out anew; the one before stays on the screen until the next is there. */
export const runQuery = (spec: TableSpec) =>
  queryOptions({
    queryKey: ['tables', 'run', spec],
    queryFn: () => take(client.POST('/tables/run', { body: spec })) as Promise<Table>,
    enabled: spec.rows.length > 0 && spec.figures.length > 0 && spec.title.trim() !== '',
    placeholderData: keepPreviousData,
    staleTime: 0,
    retry: false,
  });

export const dimensionsQuery = queryOptions({
  queryKey: ['tables', 'dimensions'],
  queryFn: () => take(client.GET('/tables/dimensions')),
  staleTime: Number.POSITIVE_INFINITY,
});

export const templatesQuery = queryOptions({
  queryKey: ['tables', 'templates'],
  queryFn: () => take(client.GET('/tables', { params: { query: { limit: 200 } } })) as Promise<Page<Template>>,
});

export const keptKey = ['tables', 'kept'];
export const readKept = (page: KeysetPage) =>
  take(client.GET('/tables/results', { params: { query: page } })) as Promise<Page<KeptRow>>;
export const keptQuery = (id: string) =>
  queryOptions({
    queryKey: ['tables', 'kept', id],
    queryFn: () => take(client.GET('/tables/results/{id}', { params: { path: { id } } })) as Promise<Kept>,
    staleTime: Number.POSITIVE_INFINITY,
  });

export const keepTable = (spec: TableSpec, template_id: string | null) =>
  take(client.POST('/tables/results', { body: { spec, template_id } })) as Promise<Kept>;

export const saveTemplate = (body: Schemas['NewTemplate']) =>
  take(client.POST('/tables', { body })) as Promise<Template>;

export const changeTemplate = (id: string, body: Schemas['TemplatePatch']) =>
  take(client.PATCH('/tables/{id}', { params: { path: { id } }, body })) as Promise<Template>;

export const withdrawTemplate = (id: string) =>
  take(client.DELETE('/tables/{id}', { params: { path: { id } } })) as Promise<unknown>;
