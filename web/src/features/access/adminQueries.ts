import { queryOptions } from '@tanstack/react-query';
import { all, client, take } from '@/api/client';
import type { ApiKey, NewApiKey, Page, UserChanges } from '@/api/types';

export const usersQuery = queryOptions({
  queryKey: ['users'],
  queryFn: () => all((page) => take(client.GET('/users', { params: { query: page } }))),
});
export const rolesQuery = queryOptions({ queryKey: ['roles'], queryFn: () => take(client.GET('/roles')) });
export const apiKeysQuery = queryOptions({
  queryKey: ['api-keys'],
  queryFn: () => all((page) => take(client.GET('/api-keys', { params: { query: page } })) as Promise<Page<ApiKey>>),
});

export const addUser = (body: { login: string; person_id: string; valid_until?: string }) =>
  take(client.POST('/users', { body }));
export const changeUser = (id: string, body: UserChanges) =>
  take(client.PATCH('/users/{id}', { params: { path: { id } }, body }));
export const addApiKey = (body: NewApiKey) => take(client.POST('/api-keys', { body })) as Promise<ApiKey>;
export const revokeApiKey = (id: string) => take(client.DELETE('/api-keys/{id}', { params: { path: { id } } }));
