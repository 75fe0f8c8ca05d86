import { queryOptions } from '@tanstack/react-query';
import type { FeatureCollection } from 'geojson';
import { client, take } from '@/api/client';
import type { PremisesDetail, PremisesFilter, PremisesInput } from '@/api/types';
import type { KeysetPage } from '@/ui/useKeyset';

export const premisesListKey = (filter: PremisesFilter) => ['premises', 'list', filter];
export const readPremises = (filter: PremisesFilter) => (page: KeysetPage) =>
  take(client.GET('/premises', { params: { query: { ...filter, ...page } } }));

export const premisesCountQuery = (filter: PremisesFilter) =>
  queryOptions({
    queryKey: ['premises', 'count', filter],
    queryFn: () => take(client.GET('/premises/count', { params: { query: filter } })),
  });

export const premisesTreeQuery = ({ region: _, ...filter }: PremisesFilter) =>
  queryOptions({
    queryKey: ['premises', 'tree', filter],
    queryFn: () => take(client.GET('/premises/tree', { params: { query: filter } })),
  });

export const premisesQuery = (id: string) =>
  queryOptions({
    queryKey: ['premises', 'one', id],
    queryFn: () => take(client.GET('/premises/{id}', { params: { path: { id } } })) as Promise<PremisesDetail>,
  });

export const shapesQuery = (level: 'county' | 'town') =>
  queryOptions({
    queryKey: ['regions', 'shapes', level],
    queryFn: () => shapes(client.GET('/regions/shapes', { params: { query: { level } } })),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const pointsQuery = (filter: PremisesFilter, bbox: string, zoom: number) =>
  queryOptions({
    queryKey: ['premises', 'points', filter, bbox, zoom],
    queryFn: () => shapes(client.GET('/premises/points', { params: { query: { ...filter, bbox, zoom } } })),
    enabled: bbox !== '',
  });

export const findUnits = (q: string) =>
  queryOptions({
    queryKey: ['units', q],
    queryFn: () => take(client.GET('/units', { params: { query: q ? { q, limit: 20 } : { limit: 20 } } })),
  });

export const createPremises = (body: PremisesInput, key: string) =>
  take(client.POST('/premises', { body, headers: { 'Idempotency-Key': key } }));
export const changePremises = (id: string, body: Partial<PremisesInput> & { version: number }) =>
  take(client.PATCH('/premises/{id}', { params: { path: { id } }, body })) as Promise<PremisesDetail>;

/** GeoJSON passes as it is; the interface's schema calls it an object. */
const shapes = (pending: Parameters<typeof take>[0]) => take(pending) as Promise<FeatureCollection>;
