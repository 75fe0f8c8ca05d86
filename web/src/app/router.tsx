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
  page('/plan', () => import('@/features/plan/PlansPage')),
  page('/plan/documents', () => import('@/features/plan/PlanPage'), ['document', 'node']),
  page('/plan/tasks', () => import('@/features/plan/MyTasksPage'), ['task', 'show']),
  page('/plan/$id', () => import('@/features/plan/ReviewPage'), ['task', 'show']),
  page('/plan/$id/progress', () => import('@/features/plan/ProgressPage'), ['task', 'show']),
  page('/plan/$id/coverage', () => import('@/features/plan/CoveragePage'), ['show']),
  page('/plan/$id/compare', () => import('@/features/plan/ComparePage'), ['with', 'show']),
  page('/plan/clauses', () => import('@/features/plan/ClausesPage'), ['q']),
  page('/premises', () => import('@/features/registry/PremisesListPage'), PREMISES_SEARCH),
  page('/premises/new', () => import('@/features/registry/NewPremisesPage')),
  page('/imports', () => import('@/features/intake/ImportsPage')),
  page('/imports/$id', () => import('@/features/intake/ImportPage'), ['outcome', 'code', 'step', 'tab']),
  page('/premises/$id', () => import('@/features/registry/PremisesPage')),
  page('/premises/$id/edit', () => import('@/features/registry/EditPremisesPage')),
  page('/buildings', () => import('@/features/registry/BuildingsPage'), ['q', 'region', 'use_class']),
  page('/buildings/$id', () => import('@/features/registry/BuildingPage')),
  page('/units', () => import('@/features/registry/UnitsPage'), ['q', 'region', 'kind', 'sector']),
  page('/units/$id', () => import('@/features/registry/UnitPage')),
  page('/duty-matrix', () => import('@/features/registry/DutyMatrixPage'), ['on', 'view', 'problems']),
  page('/tables', () => import('@/features/crosstab/TablesPage'), ['template', 'kept', 'tab']),
  page('/reports', () => import('@/features/report/ReportsPage'), ['tab']),
  page('/reports/forms/new', () => import('@/features/report/DesignPage')),
  page('/reports/forms/$id', () => import('@/features/report/DesignPage')),
  page('/reports/rounds/$id', () => import('@/features/report/RoundPage'), ['layout']),
  page('/reports/returns/$id', () => import('@/features/report/FillPage')),
  page('/reports/reconciliations/$id', () => import('@/features/report/ReconcilePage')),
  page('/dossiers', () => import('@/features/dossier/DossiersPage')),
  page('/dossiers/new', () => import('@/features/dossier/MakePage'), ['sheet']),
  page('/dossiers/$id', () => import('@/features/dossier/DossierPage')),
  page('/dossiers/$id/cover', () => import('@/features/dossier/CoverPage')),
  page('/scoring-sheets', () => import('@/features/dossier/SheetsPage')),
  page('/scoring-sheets/new', () => import('@/features/dossier/NewSheetPage')),
  page('/scoring-sheets/$id', () => import('@/features/dossier/SheetPage')),
  page('/examine', () => import('@/features/dossier/ExaminePage')),
  page('/examine/$id', () => import('@/features/dossier/ExamineDossierPage'), ['item']),
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
