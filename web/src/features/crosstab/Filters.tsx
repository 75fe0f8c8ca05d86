import { useQuery } from '@tanstack/react-query';
import { CaseFilters } from '@/features/casework/CaseFilters';
import { caseFilter } from '@/features/casework/filter';
import { caseCountQuery } from '@/features/casework/queries';
import { premisesFilter } from '@/features/registry/filter';
import { PremisesFilters } from '@/features/registry/PremisesFilters';
import { premisesCountQuery } from '@/features/registry/queries';
import type { TableSpec } from './queries';

interface Props {
  spec: TableSpec;
  change: (spec: TableSpec) => void;
}

/** The filters of the list page itself, so that a table and its list cannot mean different things. */
export function Filters({ spec, change }: Props) {
  const set = (part: Record<string, string | undefined>) => {
    const merged = Object.entries({ ...spec.filter, ...part }).filter(([key, value]) => value && key !== 'order');
    change({ ...spec, filter: Object.fromEntries(merged) as Record<string, string> });
  };
  const search = spec.filter ?? {};
  return spec.over === 'cases' ? <OfCases search={search} set={set} /> : <OfPremises search={search} set={set} />;
}

interface Of {
  search: Record<string, string>;
  set: (part: Record<string, string | undefined>) => void;
}

function OfCases({ search, set }: Of) {
  const filter = caseFilter(search);
  const count = useQuery(caseCountQuery(filter));
  return <CaseFilters search={search} filter={filter} change={set} count={count.data} />;
}

function OfPremises({ search, set }: Of) {
  const filter = premisesFilter(search);
  const count = useQuery(premisesCountQuery(filter));
  return <PremisesFilters search={search} filter={filter} change={set} count={count.data} />;
}
