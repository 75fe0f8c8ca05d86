import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Select, Tag } from 'antd';
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
      <Select
        aria-label={t.registry.filters.key}
        placeholder={t.registry.filters.key}
        style={{ minWidth: 120 }}
        allowClear
        value={search.key_unit ?? null}
        options={[
          ...Object.entries(t.registry.key.statuses).map(([value, label]) => ({ value, label })),
          { value: 'none', label: t.registry.filters.keyNone },
        ]}
        onChange={(key_unit) => change({ key_unit: key_unit ?? undefined })}
      />
      <Checkbox
        checked={search.unmapped === 'true'}
        onChange={(event) => change({ unmapped: event.target.checked ? 'true' : undefined })}
      >
        {t.registry.filters.unmapped}
      </Checkbox>
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
      <Pinned search={search} change={change} />
      {Object.keys(search).some((key) => key !== 'view') ? (
        <Button type="link" size="small" onClick={() => change(cleared)}>
          {t.common.reset}
        </Button>
      ) : null}
    </FilterFold>
  );
}

/** Conditions that came with a link and have no field of their own. */
function Pinned({ search, change }: Pick<Props, 'search' | 'change'>) {
  const { lists } = useMeta();
  const words = t.registry.filters;
  const pinned: [string, string][] = [];
  if (search.sector) {
    pinned.push(['sector', lists.sectors?.find((one) => one.code === search.sector)?.name ?? search.sector]);
  }
  if (search.department) pinned.push(['department', words.department]);
  if (search.unmapped) pinned.push(['unmapped', words.unmapped]);
  if (search.unit) pinned.push(['unit', words.unit]);
  for (const bound of ['created_from', 'created_to', 'inspected_from', 'inspected_to'] as const) {
    const day = search[bound];
    if (day) pinned.push([bound, words.bounds[bound](day)]);
  }
  return pinned.map(([key, label]) => (
    <Tag key={key} closable onClose={() => change({ [key]: undefined })}>
      {label}
    </Tag>
  ));
}
