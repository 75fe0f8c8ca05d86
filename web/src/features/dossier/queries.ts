import { queryOptions } from '@tanstack/react-query';
import { client, multipart, type Schemas, take } from '@/api/client';
import type { Page } from '@/api/types';
import type { KeysetPage } from '@/ui/useKeyset';

export type DossierRow = Schemas['DossierRow'];
export type Dossier = Schemas['Dossier'];
export type Preview = Schemas['DossierPreview'];
export type MakeDossier = Schemas['MakeDossier'];
export type SheetRow = Schemas['ScoringSheetRow'];
export type Sheet = Schemas['ScoringSheet'];
export type SheetItem = Schemas['SheetItem'];
export type SheetText = Schemas['SheetText'];
export type Want = Schemas['ProofWant'];
export type Gap = Schemas['ProofGap'];
export type Opening = Schemas['DossierOpening'];
export type OpenDossier = Schemas['OpenDossier'];
export type Examined = Schemas['ExaminedDossier'];
export type ExaminedItem = Schemas['ExaminedItem'];
export type ExaminedRow = Schemas['ExaminedRow'];
export type ExaminedFile = Schemas['ExaminedFile'];

export const dossiersKey = ['dossiers'];
export const readDossiers = (page: KeysetPage) =>
  take(client.GET('/dossiers', { params: { query: page } })) as Promise<Page<DossierRow>>;

export const dossierQuery = (id: string) =>
  queryOptions({
    queryKey: ['dossiers', id],
    queryFn: () => take(client.GET('/dossiers/{id}', { params: { path: { id } } })) as Promise<Dossier>,
    // While it is packed the page asks again; it may be left and come back to.
    refetchInterval: (query) => {
      const state = query.state.data?.state;
      return state === 'queued' || state === 'packing' ? 1000 : false;
    },
  });

export const preview = (make: MakeDossier) =>
  take(client.POST('/dossiers/preview', { body: make })) as Promise<Preview>;
export const makeDossier = (make: MakeDossier) => take(client.POST('/dossiers', { body: make })) as Promise<Dossier>;
export const packAgain = (id: string) =>
  take(client.POST('/dossiers/{id}/pack', { params: { path: { id } } })) as Promise<Dossier>;

export const examinersQuery = queryOptions({
  queryKey: ['dossiers', 'examiners'],
  queryFn: () => take(client.GET('/dossiers/examiners')),
});
export const openDossier = (id: string, body: OpenDossier) =>
  take(client.POST('/dossiers/{id}/openings', { params: { path: { id } }, body })) as Promise<Dossier>;
export const takeBack = (id: string, opening: string) =>
  take(
    client.POST('/dossiers/{id}/openings/{opening}/close', { params: { path: { id, opening } } }),
  ) as Promise<Dossier>;

export const sheetsKey = ['scoring-sheets'];
export const readSheets = (page: KeysetPage) =>
  take(client.GET('/scoring-sheets', { params: { query: page } })) as Promise<Page<SheetRow>>;
export const sheetQuery = (id: string) =>
  queryOptions({
    queryKey: ['scoring-sheets', id],
    queryFn: () => take(client.GET('/scoring-sheets/{id}', { params: { path: { id } } })) as Promise<Sheet>,
    enabled: id !== '',
  });
export const templateItems = () => take(client.GET('/scoring-sheets/template')) as Promise<SheetItem[]>;
export const readWorkbook = (file: File) => {
  const form = new FormData();
  form.set('file', file, file.name);
  return take(client.POST('/scoring-sheets/proposals', { ...multipart(form) }));
};
export const createSheet = (text: SheetText) => take(client.POST('/scoring-sheets', { body: text })) as Promise<Sheet>;
export const saveSheet = (id: string, text: SheetText) =>
  take(client.PUT('/scoring-sheets/{id}', { params: { path: { id } }, body: text })) as Promise<Sheet>;

export const examinedListQuery = queryOptions({
  queryKey: ['examined'],
  queryFn: () => take(client.GET('/examined-dossiers')) as Promise<Examined[]>,
});
export const examinedQuery = (id: string) =>
  queryOptions({
    queryKey: ['examined', id],
    queryFn: () => take(client.GET('/examined-dossiers/{id}', { params: { path: { id } } })) as Promise<Examined>,
  });
export const readExaminedItem = (id: string, position: number, cursor: string) =>
  take(
    client.GET('/examined-dossiers/{id}/items/{position}', {
      params: { path: { id, position }, query: cursor ? { limit: 20, cursor } : { limit: 20 } },
    }),
  ) as Promise<ExaminedItem>;
