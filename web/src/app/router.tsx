import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { CASE_SEARCH } from '@/features/casework/filter';
import { PREMISES_SEARCH } from '@/features/registry/filter';
import { Crash } from '@/ui/Crash';
import { Loading } from '@/ui/states';
import { HomePage } from './HomePage';
import { MissingPage } from './MissingPage';
import { Shell } from './Shell';
import { only, parseSearch, stringifySearch } from './search';

const root = createRootRoute({ component: Shell, notFoundComponent: MissingPage });

const routes = [
  createRoute({ getParentRoute: () => root, path: '/', component: HomePage }),
  page('/overview', () => import('@/features/overview/OverviewPage')),
  page('/inbox', () => import('@/features/casework/InboxPage')),
  page('/cases', () => import('@/features/casework/CasesPage'), CASE_SEARCH),
  page('/cases/new', () => import('@/features/casework/NewCasePage'), ['premises']),
  page('/cases/$id', () => import('@/features/casework/CasePage')),
  page('/inspections', () => import('@/features/campaign/InspectionsPage'), ['premises', 'region']),
  page('/inspections/$id', () => import('@/features/campaign/InspectionPage')),
  page('/inspect', () => import('@/features/campaign/PickPremisesPage')),
  page('/inspect/$id', () => import('@/features/campaign/InspectPage')),
  page('/plan', () => import('@/features/plan/PlanPage'), ['document', 'node']),
  page('/plan/clauses', () => import('@/features/plan/ClausesPage'), ['q']),
  page('/premises', () => import('@/features/registry/PremisesListPage'), PREMISES_SEARCH),
  page('/premises/new', () => import('@/features/registry/NewPremisesPage')),
  page('/premises/$id', () => import('@/features/registry/PremisesPage')),
  page('/premises/$id/edit', () => import('@/features/registry/EditPremisesPage')),
  page('/system/organisations', () => import('@/features/directory/OrganisationsPage')),
  page('/system/posts', () => import('@/features/directory/PostsPage')),
  page('/system/people', () => import('@/features/directory/PeoplePage')),
  page('/system/users', () => import('@/features/access/UsersPage')),
  page('/system/roles', () => import('@/features/access/RolesPage')),
  page('/system/api-keys', () => import('@/features/access/ApiKeysPage')),
  page('/system/audit', () => import('@/features/audit/AuditPage'), ['object_kind', 'object_id']),
  page('/system/health', () => import('@/features/system/HealthPage')),
];

type PageModule = { default: () => React.ReactNode };

/** A page in its own chunk, so that maps and charts load only where they are drawn. */
function page<P extends string>(path: P, load: () => Promise<PageModule>, search: readonly string[] = []) {
  return createRoute({
    getParentRoute: () => root,
    path,
    component: lazyRouteComponent(load),
    validateSearch: only(search),
  });
}

export const router = createRouter({
  routeTree: root.addChildren(routes),
  parseSearch,
  stringifySearch,
  defaultPendingComponent: Loading,
  defaultErrorComponent: Crash.Fallback,
  defaultPreload: 'intent',
  scrollRestoration: true,
});
