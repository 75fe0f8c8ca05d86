import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Select } from 'antd';
import type { Bounded, PremisesFilter } from '@/api/types';
import type { Search } from '@/app/search';
import { useMeta } from '@/features/access/queries';
import { t } from '@/i18n';
import { FilterFold } from '@/ui/FilterFold';
import { bounded } from '@/ui/format';
import { RegionFilter } from '@/ui/RegionFilter';
import { SearchBox } from '@/ui/SearchBox';
import { kindOptions } from './kinds';
import { premisesTreeQuery } from './queries';

interface Props {
  search: Search;
  filter: PremisesFilter;
  change: (part: Record<string, string | undefined>) => void;
  count: Bounded | undefined;
}

export function PremisesFilters({ search, filter, change, count }: Props) {
  const tree = useQuery(premisesTreeQuery(filter));
  const meta = useMeta();
  const { lists } = meta;
  const tags = lists.premises_tags ?? [];
  const cleared = Object.fromEntries(Object.keys(search).map((key) => [key, key === 'view' ? search.view : undefined]));
  return (
    <FilterFold count={count ? t.common.count(bounded(count), t.common.units.premises) : ''}>
      <SearchBox value={search.q} onChange={(q) => change({ q })} placeholder={t.registry.search} />
      <RegionFilter rows={tree.data} value={search.region} onChange={(region) => change({ region })} />
      <Select
        aria-label={t.registry.filters.kind}
        placeholder={t.registry.filters.kind}
        style={{ minWidth: 170 }}
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        value={search.kind ?? null}
        options={kindOptions(meta)}
        onChange={(kind) => change({ kind: kind ?? undefined })}
      />
      {tags.length > 0 ? (
        <Select
          aria-label={t.registry.filters.tag}
          placeholder={t.registry.filters.tag}
          style={{ minWidth: 120 }}
          allowClear
          value={search.tag ?? null}
          options={tags.map((tag) => ({ value: tag.code, label: tag.name }))}
          onChange={(tag) => change({ tag: tag ?? undefined })}
        />
      ) : null}
      <Checkbox
        checked={search.has_open === 'true'}
        onChange={(event) => change({ has_open: event.target.checked ? 'true' : undefined })}
      >
        {t.registry.filters.hasOpen}
      </Checkbox>
      <Checkbox
        checked={search.major === 'true'}
        onChange={(event) => change({ major: event.target.checked ? 'true' : undefined })}
      >
        {t.registry.filters.major}
      </Checkbox>
      {Object.keys(search).some((key) => key !== 'view') ? (
        <Button type="link" size="small" onClick={() => change(cleared)}>
          {t.common.reset}
        </Button>
      ) : null}
    </FilterFold>
  );
}
