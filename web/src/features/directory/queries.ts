import { queryOptions } from '@tanstack/react-query';
import { client, take } from '@/api/client';
import type { NewOrganisation, NewPost, Reorganise } from '@/api/types';

export const organisationsQuery = queryOptions({
  queryKey: ['organisations'],
  queryFn: () => take(client.GET('/organisations')),
});
export const postsQuery = queryOptions({ queryKey: ['posts', 'all'], queryFn: () => take(client.GET('/posts')) });
export const peopleQuery = queryOptions({ queryKey: ['people'], queryFn: () => take(client.GET('/people')) });

export const addOrganisation = (body: NewOrganisation) => take(client.POST('/organisations', { body }));
export const changeOrganisation = (id: string, body: Partial<NewOrganisation>) =>
  take(client.PATCH('/organisations/{id}', { params: { path: { id } }, body }));
export const reorganise = (body: Reorganise) => take(client.POST('/organisations/reorganise', { body }));
export const addPost = (body: NewPost) => take(client.POST('/posts', { body }));
export const appoint = (id: string, body: { person_id: string; from: string; to?: string }) =>
  take(client.POST('/posts/{id}/holders', { params: { path: { id } }, body }));
export const addPerson = (body: { name: string; title?: string; phone?: string }) =>
  take(client.POST('/people', { body }));
