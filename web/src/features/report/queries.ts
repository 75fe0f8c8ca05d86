import { queryOptions } from '@tanstack/react-query';
import { client, multipart, type Schemas, take } from '@/api/client';
import type { KeysetPage } from '@/ui/useKeyset';

const at = (id: string) => ({ params: { path: { id } } });

export const formsKey = (template: boolean) => ['reports', 'forms', template];
export const readForms = (template: boolean) => (page: KeysetPage) =>
  take(client.GET('/reports/forms', { params: { query: { template, ...page } } }));
export const formQuery = (id: string) =>
  queryOptions({ queryKey: ['reports', 'form', id], queryFn: () => take(client.GET('/reports/forms/{id}', at(id))) });

export interface RoundFilter {
  mine?: boolean;
  form?: string;
}
export const roundsKey = (filter: RoundFilter) => ['reports', 'rounds', filter];
export const readRounds = (filter: RoundFilter) => (page: KeysetPage) =>
  take(client.GET('/reports/rounds', { params: { query: { ...filter, ...page } } }));
export const roundQuery = (id: string) =>
  queryOptions({ queryKey: ['reports', 'round', id], queryFn: () => take(client.GET('/reports/rounds/{id}', at(id))) });
export const sumQuery = (id: string, layout?: string) =>
  queryOptions({
    queryKey: ['reports', 'sum', id, layout ?? ''],
    queryFn: () =>
      take(client.GET('/reports/rounds/{id}/sum', { params: { path: { id }, query: layout ? { layout } : {} } })),
  });

export interface ReturnFilter {
  mine?: boolean;
  open?: boolean;
}
export const returnsKey = (filter: ReturnFilter) => ['reports', 'returns', filter];
export const readReturns = (filter: ReturnFilter) => (page: KeysetPage) =>
  take(client.GET('/reports/returns', { params: { query: { ...filter, ...page } } }));
export const returnQuery = (id: string) =>
  queryOptions({
    queryKey: ['reports', 'return', id],
    queryFn: () => take(client.GET('/reports/returns/{id}', at(id))),
  });
export const historyKey = (id: string) => ['reports', 'history', id];
export const readHistory = (id: string) => (page: KeysetPage) =>
  take(client.GET('/reports/returns/{id}/history', { params: { path: { id }, query: page } }));

export const reconciliationsKey = ['reports', 'reconciliations'];
export const readReconciliations = (page: KeysetPage) =>
  take(client.GET('/reports/reconciliations', { params: { query: page } }));
export const reconciliationQuery = (id: string) =>
  queryOptions({
    queryKey: ['reports', 'reconciliation', id],
    queryFn: () => take(client.GET('/reports/reconciliations/{id}', at(id))),
  });

export const createForm = (body: Schemas['NewReportForm']) => take(client.POST('/reports/forms', { body }));
export const changeForm = (id: string, body: Schemas['NewReportLayout']) =>
  take(client.PUT('/reports/forms/{id}', { ...at(id), body }));
export const copyForm = (id: string, body: Schemas['CopyReportForm']) =>
  take(client.POST('/reports/forms/{id}/copy', { ...at(id), body }));
export const sendRound = (id: string, body: Schemas['SendReportRound']) =>
  take(client.POST('/reports/forms/{id}/rounds', { ...at(id), body }));

export const chase = (id: string, returns: string[]) =>
  take(client.POST('/reports/rounds/{id}/chase', { ...at(id), body: { returns } }));
export const lockRound = (id: string, version: number) =>
  take(client.POST('/reports/rounds/{id}/lock', { ...at(id), body: { version } }));
export const unlockRound = (id: string, version: number, reason: string) =>
  take(client.POST('/reports/rounds/{id}/unlock', { ...at(id), body: { version, reason } }));
export const supplement = (id: string, cutoff_at: string) =>
  take(client.POST('/reports/rounds/{id}/supplement', { ...at(id), body: { cutoff_at } }));

export const saveCells = (id: string, body: Schemas['SaveReportCells']) =>
  take(client.PUT('/reports/returns/{id}/cells', { ...at(id), body }));
export const takeLedger = (id: string, version: number) =>
  take(client.POST('/reports/returns/{id}/ledger', { ...at(id), body: { version } }));
export const submitReturn = (id: string, version: number) =>
  take(client.POST('/reports/returns/{id}/submit', { ...at(id), body: { version } }));
export const reviewReturn = (id: string, version: number) =>
  take(client.POST('/reports/returns/{id}/review', { ...at(id), body: { version } }));
export const sendBack = (id: string, version: number, reason: string) =>
  take(client.POST('/reports/returns/{id}/send-back', { ...at(id), body: { version, reason } }));
export const splitReturn = (id: string, version: number) =>
  take(client.POST('/reports/returns/{id}/split', { ...at(id), body: { version } }));
export function uploadWorkbook(id: string, version: number, file: File) {
  const form = new FormData();
  form.set('version', String(version));
  form.set('file', file);
  return take(client.POST('/reports/returns/{id}/workbook', { ...at(id), ...multipart(form) }));
}

export const reconcile = (body: Schemas['NewReconciliation']) =>
  take(client.POST('/reports/reconciliations', { body }));
export const claim = (id: string, body: Schemas['SubmitClaim']) =>
  take(client.POST('/reports/reconciliations/{id}/claim', { ...at(id), body }));
const of = (id: string, difference: string) => ({ params: { path: { id, difference } } });
export const decide = (id: string, difference: string, body: Schemas['DifferenceReply']) =>
  take(client.POST('/reports/reconciliations/{id}/differences/{difference}/decision', { ...of(id, difference), body }));
export const stand = (id: string, difference: string, body: Schemas['DifferenceReply']) =>
  take(client.POST('/reports/reconciliations/{id}/differences/{difference}/stance', { ...of(id, difference), body }));
export const lockReconciliation = (id: string, version: number) =>
  take(client.POST('/reports/reconciliations/{id}/lock', { ...at(id), body: { version } }));
