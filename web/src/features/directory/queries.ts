import { queryOptions } from '@tanstack/react-query';
import { all, client, type Schemas, take } from '@/api/client';
import type { HandOver, NewOrganisation, NewPerson, NewPost, Renaming, Reorganise } from '@/api/types';

export const organisationsQuery = queryOptions({
  queryKey: ['organisations'],
  queryFn: () => all((page) => take(client.GET('/organisations', { params: { query: { ...page, ended: true } } }))),
});
export const postsQuery = queryOptions({
  queryKey: ['posts', 'all'],
  queryFn: () => all((page) => take(client.GET('/posts', { params: { query: page } }))),
});
/** Open work that lies with a body itself and not with one of its posts. */
export const workQuery = (id: string | undefined) =>
  queryOptions({
    queryKey: ['organisations', id, 'work'],
    queryFn: () => take(client.GET('/organisations/{id}/work', { params: { path: { id: id ?? '' } } })),
    enabled: Boolean(id),
  });
export const peopleQuery = queryOptions({
  queryKey: ['people'],
  queryFn: () => all((page) => take(client.GET('/people', { params: { query: page } }))),
});

export const addOrganisation = (body: NewOrganisation) =>
  take(client.POST('/organisations', { body: body as Schemas['NewOrganisation'] }));
export const renameOrganisation = (id: string, body: Renaming) =>
  take(client.PATCH('/organisations/{id}', { params: { path: { id } }, body }));
export const reorganise = (body: Reorganise) =>
  take(client.POST('/organisations/reorganise', { body: body as Schemas['Reorganisation'] }));
export const addPost = (body: NewPost) => take(client.POST('/posts', { body: body as Schemas['NewPost'] }));
export const appoint = (id: string, body: HandOver) =>
  take(client.POST('/posts/{id}/holders', { params: { path: { id } }, body }));
export const addPerson = (body: NewPerson) => take(client.POST('/people', { body }));
export const changePerson = (id: string, body: Schemas['PersonChanges']) =>
  take(client.PATCH('/people/{id}', { params: { path: { id } }, body }));
export const erasePerson = (id: string, body: Schemas['ErasePerson']) =>
  take(client.POST('/people/{id}/erase', { params: { path: { id } }, body }));
export const endPost = (id: string, body: Schemas['EndPost']) =>
  take(client.POST('/posts/{id}/end', { params: { path: { id } }, body }));
