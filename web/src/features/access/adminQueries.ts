import { queryOptions } from '@tanstack/react-query';
import { client, take } from '@/api/client';

export const usersQuery = queryOptions({ queryKey: ['users'], queryFn: () => take(client.GET('/users')) });
export const rolesQuery = queryOptions({ queryKey: ['roles'], queryFn: () => take(client.GET('/roles')) });
export const apiKeysQuery = queryOptions({ queryKey: ['api-keys'], queryFn: () => take(client.GET('/api-keys')) });

export const addUser = (body: { login: string; person_id: string; password: string }) =>
  take(client.POST('/users', { body }));
export const changeUser = (id: string, body: { active?: boolean; password?: string }) =>
  take(client.PATCH('/users/{id}', { params: { path: { id } }, body }));
export const addApiKey = (body: { name: string; permissions?: string[]; expires_at?: string }) =>
  take(client.POST('/api-keys', { body }));
export const revokeApiKey = (id: string) => take(client.DELETE('/api-keys/{id}', { params: { path: { id } } }));
