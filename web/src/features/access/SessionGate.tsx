import { useQuery } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { router } from '@/app/router';
import { ErrorState, Loading } from '@/ui/states';
import { metaQuery, sessionQuery } from './queries';
import { SignInPage } from './SignInPage';

/** Shows the sign-in page in place, so that the address somebody opened survives signing in. */
export function SessionGate() {
  const session = useQuery(sessionQuery);
  const meta = useQuery({ ...metaQuery, enabled: Boolean(session.data) });
  if (session.isError) return <ErrorState error={session.error} onRetry={session.refetch} />;
  if (session.isPending) return <Loading page />;
  if (!session.data) return <SignInPage />;
  if (meta.isError) return <ErrorState error={meta.error} onRetry={meta.refetch} />;
  if (meta.isPending) return <Loading page />;
  return <RouterProvider router={router} />;
}
