import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { ApiError, client, holdSession, take } from '@/api/client';
import type { Meta, Session } from '@/api/types';
import { t } from '@/i18n';

/** The session, or null when nobody is signed in. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async (): Promise<Session | null> => {
    try {
      return keep(await (take(client.GET('/session')) as Promise<Session>));
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) return null;
      throw error;
    }
  },
  staleTime: 5 * 60_000,
});

export const metaQuery = queryOptions({
  queryKey: ['meta'],
  queryFn: () => take<unknown>(client.GET('/meta')) as Promise<Meta>,
  staleTime: Number.POSITIVE_INFINITY,
});

/** Role cards of the demonstration; null where there is none. */
export const cardsQuery = queryOptions({
  queryKey: ['demo-cards'],
  queryFn: async () => {
    try {
      return await take(client.GET('/demo/cards'));
    } catch (error) {
      if (error instanceof ApiError && error.status > 0 && error.status < 500) return null;
      throw error;
    }
  },
});

function keep(session: Session): Session {
  holdSession(session.csrf_token);
  return session;
}

export const signIn = async (login: string, password: string) =>
  keep(await (take(client.POST('/session', { body: { login, password } })) as Promise<Session>));
export const signInDemo = async (login: string) =>
  keep(await (take(client.POST('/demo/session', { body: { login } })) as Promise<Session>));
export const signOut = () => take(client.DELETE('/session'));
export const changePassword = (body: { old: string; new: string }) => take(client.POST('/session/password', { body }));

/** The session; the gate draws pages only when there is one. */
export function useSession(): Session {
  const { data } = useQuery(sessionQuery);
  if (!data) throw new Error('no session');
  return data;
}

export function useCan(): (permission: string) => boolean {
  const { permissions } = useSession();
  return (permission) => permissions.includes(permission);
}

/** The pack's names; the gate reads them before any page is drawn. */
export function useMeta(): Meta {
  const { data } = useQuery(metaQuery);
  if (!data) throw new Error('no meta');
  return data;
}

/** Puts a new session in place of the old one and forgets whatever the last person saw. */
export function useSessionChange(): (session: Session | null) => void {
  const cache = useQueryClient();
  return (session) => {
    cache.removeQueries({
      predicate: (query) => query.queryKey[0] !== 'session' && query.queryKey[0] !== 'demo-cards',
    });
    cache.setQueryData(sessionQuery.queryKey, session);
  };
}

/** The name of a sector of the pack. */
export function useSectorName(): (code: string | null | undefined) => string {
  const { lists } = useMeta();
  return (code) => (code ? (lists.sectors?.find((one) => one.code === code)?.name ?? code) : t.common.dash);
}
