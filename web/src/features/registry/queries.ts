import { queryOptions } from '@tanstack/react-query';
import type { FeatureCollection } from 'geojson';
import { client, take } from '@/api/client';
import type {
  BuildingDetail,
  BuildingInput,
  DutyMatrix,
  FacilityInput,
  KeyDecision,
  LeaseInput,
  NewDutyDecision,
  PremisesDetail,
  PremisesFilter,
  PremisesInput,
  ResponsibleInput,
  UnitDetail,
  UnitInput,
} from '@/api/types';
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

export const samePointKey = (filter: PremisesFilter, place: string) => ['premises', 'same-point', filter, place];
/** Premises at one point, told as `longitude,latitude`. */
export const readSamePoint = (filter: PremisesFilter, place: string) => (page: KeysetPage) => {
  const [longitude, latitude] = place.split(',').map(Number);
  const at = { longitude: longitude ?? 0, latitude: latitude ?? 0 };
  return take(client.GET('/premises/same-point', { params: { query: { ...filter, ...at, ...page } } }));
};

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

export interface Reason {
  version: number;
  reason: string;
}
const one = (id: string) => ({ params: { path: { id } } });

export const voidPremises = (id: string, body: Reason) =>
  take(client.POST('/premises/{id}/void', { ...one(id), body }));
export const decideKeyUnit = (id: string, body: KeyDecision) =>
  take(client.POST('/premises/{id}/key-unit', { ...one(id), body }));

export const buildingsListKey = (filter: object) => ['buildings', 'list', filter];
export const readBuildings = (filter: object) => (page: KeysetPage) =>
  take(client.GET('/buildings', { params: { query: { ...filter, ...page } } }));
export const buildingsCountQuery = (filter: object) =>
  queryOptions({
    queryKey: ['buildings', 'count', filter],
    queryFn: () => take(client.GET('/buildings/count', { params: { query: filter } })),
  });
export const buildingQuery = (id: string) =>
  queryOptions({
    queryKey: ['buildings', 'one', id],
    queryFn: () => take(client.GET('/buildings/{id}', one(id))) as Promise<BuildingDetail>,
  });
export const findBuildings = (q: string) =>
  queryOptions({
    queryKey: ['buildings', 'find', q],
    queryFn: () => take(client.GET('/buildings', { params: { query: q ? { q, limit: 20 } : { limit: 20 } } })),
  });
export const saveBuilding = (id: string | undefined, body: BuildingInput) =>
  id ? take(client.PATCH('/buildings/{id}', { ...one(id), body })) : take(client.POST('/buildings', { body }));
export const voidBuilding = (id: string, body: Reason) =>
  take(client.POST('/buildings/{id}/void', { ...one(id), body }));

export const saveLease = (id: string | undefined, body: LeaseInput) =>
  id ? take(client.PATCH('/leases/{id}', { ...one(id), body })) : take(client.POST('/leases', { body }));
export const voidLease = (id: string, body: Reason) => take(client.POST('/leases/{id}/void', { ...one(id), body }));
export const saveResponsible = (id: string | undefined, body: ResponsibleInput) =>
  id ? take(client.PATCH('/responsibles/{id}', { ...one(id), body })) : take(client.POST('/responsibles', { body }));
export const voidResponsible = (id: string, body: Reason) =>
  take(client.POST('/responsibles/{id}/void', { ...one(id), body }));
export const saveFacility = (id: string | undefined, body: FacilityInput) =>
  id ? take(client.PATCH('/facilities/{id}', { ...one(id), body })) : take(client.POST('/facilities', { body }));
export const voidFacility = (id: string, body: Reason) =>
  take(client.POST('/facilities/{id}/void', { ...one(id), body }));

export const unitsListKey = (filter: object) => ['units', 'list', filter];
export const readUnits = (filter: object) => (page: KeysetPage) =>
  take(client.GET('/units', { params: { query: { ...filter, ...page } } }));
export const unitsCountQuery = (filter: object) =>
  queryOptions({
    queryKey: ['units', 'count', filter],
    queryFn: () => take(client.GET('/units/count', { params: { query: filter } })),
  });
export const unitQuery = (id: string) =>
  queryOptions({
    queryKey: ['units', 'one', id],
    queryFn: () => take(client.GET('/units/{id}', one(id))) as Promise<UnitDetail>,
  });
export const createUnit = (body: UnitInput) => take(client.POST('/units', { body }));
export const changeUnit = (id: string, body: Partial<UnitInput> & { version: number }) =>
  take(client.PATCH('/units/{id}', { ...one(id), body }));
export const voidUnit = (id: string, body: Reason) => take(client.POST('/units/{id}/void', { ...one(id), body }));

export const matrixQuery = (on: string | undefined) =>
  queryOptions({
    queryKey: ['duty-matrix', on ?? ''],
    queryFn: () => take(client.GET('/duty-matrix', { params: { query: on ? { on } : {} } })) as Promise<DutyMatrix>,
  });
export const decideDuty = (body: NewDutyDecision) => take(client.POST('/duty-matrix/decisions', { body }));
