import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { all, client, multipart, type Schemas, take } from '@/api/client';

export type PlanPage = Schemas['PlanPage'];
export type PlanLine = Schemas['PlanLine'];
export type PlanTask = Schemas['PlanTask'];
export type Owner = Schemas['Owner'];
export type OwnerChoice = Schemas['OwnerChoice'];
export type Edit = Schemas['Edit'];
export type TaskChange = Schemas['TaskChange'];
export type TaskMeasure = Schemas['TaskMeasure'];
export type PlanProgress = Schemas['PlanProgress'];
export type TaskProgress = Schemas['TaskProgress'];
export type TaskPage = Schemas['TaskPage'];
export type Progress = Schemas['Progress'];
export type CoverageReport = Schemas['CoverageReport'];
export type Compared = Schemas['Compared'];
export type ProgressReport = Schemas['ProgressReport'];
export type PlanFile = Schemas['PlanFile'];

const at = (id: string) => ({ params: { path: { id } } });

export const plansQuery = queryOptions({
  queryKey: ['plan', 'plans'],
  queryFn: () => all<PlanLine>((page) => take(client.GET('/plan/plans', { params: { query: page } }))),
});
export const planQuery = (id: string) =>
  queryOptions({
    queryKey: ['plan', 'plan', id],
    queryFn: () => take(client.GET('/plan/plans/{id}', at(id))) as Promise<PlanPage>,
  });
export const ownersQuery = (id: string) =>
  queryOptions({
    queryKey: ['plan', 'owners', id],
    queryFn: () => take(client.GET('/plan/plans/{id}/owners', at(id))) as Promise<OwnerChoice[]>,
  });
export const historyQuery = (id: string) =>
  queryOptions({
    queryKey: ['plan', 'history', id],
    queryFn: () => take(client.GET('/plan/plans/{id}/history', at(id))),
  });
export const progressQuery = (id: string) =>
  queryOptions({
    queryKey: ['plan', 'progress', id],
    queryFn: () => take(client.GET('/plan/plans/{id}/progress', at(id))) as Promise<PlanProgress>,
  });
export const coverageQuery = (id: string) =>
  queryOptions({
    queryKey: ['plan', 'coverage', id],
    queryFn: () => take(client.GET('/plan/plans/{id}/coverage', at(id))) as Promise<CoverageReport>,
  });
export const compareQuery = (id: string, older: string) =>
  queryOptions({
    queryKey: ['plan', 'compare', id, older],
    queryFn: () =>
      take(
        client.GET('/plan/plans/{id}/compare', { params: { path: { id }, query: { with: older } } }),
      ) as Promise<Compared>,
    enabled: older !== '',
  });
export const mineQuery = queryOptions({
  queryKey: ['plan', 'mine'],
  queryFn: () => take(client.GET('/plan/tasks')) as Promise<TaskProgress[]>,
});
export const taskQuery = (id: string) =>
  queryOptions({
    queryKey: ['plan', 'task', id],
    queryFn: () => take(client.GET('/plan/tasks/{id}', at(id))) as Promise<TaskPage>,
    enabled: id !== '',
  });

export const makePlan = (body: Schemas['NewPlan']) => take(client.POST('/plan/plans', { body })) as Promise<PlanPage>;
export const editPlan = (id: string, body: Edit) =>
  take(client.POST('/plan/plans/{id}/edits', { ...at(id), body })) as Promise<PlanPage>;
export const publishPlan = (id: string, body: Schemas['Publish']) =>
  take(client.POST('/plan/plans/{id}/publish', { ...at(id), body })) as Promise<PlanPage>;
export const withdrawPlan = (id: string, body: Schemas['Withdraw']) =>
  take(client.POST('/plan/plans/{id}/withdraw', { ...at(id), body })) as Promise<PlanPage>;
export const reportTask = (id: string, body: Schemas['NewReport']) =>
  take(client.POST('/plan/tasks/{id}/reports', { ...at(id), body })) as Promise<TaskPage>;
export const arrivedTask = (id: string, body: Schemas['Arrived']) =>
  take(client.POST('/plan/tasks/{id}/arrived', { ...at(id), body })) as Promise<TaskPage>;
export const makeDocument = (id: string, body: Schemas['MakeDocument']) =>
  take(client.POST('/plan/tasks/{id}/document', { ...at(id), body })) as Promise<TaskPage>;
export const checkReport = (id: string, body: Schemas['CheckReport']) =>
  take(client.POST('/plan/reports/{id}/verify', { ...at(id), body })) as Promise<TaskPage>;
export const sendFile = (id: string, file: File) => {
  const form = new FormData();
  form.set('file', file, file.name);
  return take(client.POST('/plan/tasks/{id}/files', { ...at(id), ...multipart(form) })) as Promise<PlanFile>;
};

/** After a task changed: its page takes the answer; lists and figures are read again. */
export function useTaskChanged(): (page: TaskPage) => void {
  const cache = useQueryClient();
  return (page) => {
    cache.setQueryData(taskQuery(page.id).queryKey, page);
    for (const key of ['mine', 'progress', 'coverage']) void cache.invalidateQueries({ queryKey: ['plan', key] });
    void cache.invalidateQueries({ queryKey: ['overview'] });
  };
}
