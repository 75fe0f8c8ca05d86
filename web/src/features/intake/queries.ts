import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { client, multipart, take } from '@/api/client';
import type { KeysetPage } from '@/ui/useKeyset';
import type { BatchDetail, Choice, Code, Mapping, Outcome, Row } from './types';

const at = (id: string) => ({ params: { path: { id } } });

/** Milliseconds between two looks at an import that is being worked on. */
const LOOK_AGAIN = 1000;
export const running = (batch: Pick<BatchDetail, 'state'>) =>
  batch.state === 'checking' || batch.state === 'committing';

export const importsKey = ['imports', 'list'];
export const readImports = (page: KeysetPage) => take(client.GET('/imports', { params: { query: page } }));
export const sourcesQuery = queryOptions({
  queryKey: ['imports', 'sources'],
  queryFn: () => take(client.GET('/imports/sources')),
});
export const importQuery = (id: string) =>
  queryOptions({
    queryKey: ['imports', 'one', id],
    queryFn: () => take(client.GET('/imports/{id}', at(id))) as Promise<BatchDetail>,
    refetchInterval: ({ state }) => (state.data && running(state.data) ? LOOK_AGAIN : false),
  });
export const samplesQuery = (id: string) =>
  queryOptions({
    queryKey: ['imports', 'samples', id],
    queryFn: () => take(client.GET('/imports/{id}/samples', at(id))),
    staleTime: Number.POSITIVE_INFINITY,
  });

export interface RowsFilter {
  outcome?: Outcome;
  code?: Code;
}
export const rowsKey = (id: string, filter: RowsFilter) => ['imports', 'rows', id, filter];
export const readRows = (id: string, filter: RowsFilter) => async (page: KeysetPage) => {
  const answer = await take(
    client.GET('/imports/{id}/rows', { params: { path: { id }, query: { ...filter, ...page } } }),
  );
  return { ...answer, items: answer.items.map((row): Row => ({ ...row, id: `${row.sheet}-${row.row}` })) };
};
export const codesQuery = (id: string) =>
  queryOptions({
    queryKey: ['imports', 'codes', id],
    queryFn: () => take(client.GET('/imports/{id}/codes', at(id))),
  });
export const takenKey = (id: string) => ['imports', 'premises', id];
export const readTaken = (id: string) => (page: KeysetPage) =>
  take(client.GET('/imports/{id}/premises', { params: { path: { id }, query: page } }));

export function upload(source: string, file: File) {
  const form = new FormData();
  form.set('source', source);
  form.set('file', file, file.name);
  return take(client.POST('/imports', multipart(form))) as Promise<BatchDetail>;
}
/** Says how the file is read, then has every row checked. */
export async function mapAndCheck(id: string, version: number, mapping: Mapping) {
  await take(client.PUT('/imports/{id}/mapping', { ...at(id), body: { version, mapping } }));
  return check(id);
}
export const check = (id: string) => take(client.POST('/imports/{id}/check', at(id))) as Promise<BatchDetail>;
export const commit = (id: string) => take(client.POST('/imports/{id}/commit', at(id))) as Promise<BatchDetail>;
export const cancel = (id: string) => take(client.POST('/imports/{id}/cancel', at(id))) as Promise<BatchDetail>;
export const decide = (id: string, row: Row, choice: Choice) =>
  take(
    client.POST('/imports/{id}/rows/{sheet}/{row}/decision', {
      params: { path: { id, sheet: row.sheet, row: row.row } },
      body: choice,
    }),
  );

/** After an order: the page takes the answer, everything that was read of the rows is read again. */
export function useBatchChanged(id: string): (batch?: BatchDetail) => void {
  const cache = useQueryClient();
  return (batch) => {
    if (batch) cache.setQueryData(importQuery(id).queryKey, batch);
    else void cache.invalidateQueries({ queryKey: importQuery(id).queryKey });
    for (const part of ['rows', 'codes', 'premises']) {
      void cache.invalidateQueries({ queryKey: ['imports', part, id] });
    }
    void cache.invalidateQueries({ queryKey: importsKey });
  };
}
