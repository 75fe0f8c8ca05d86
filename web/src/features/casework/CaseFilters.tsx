import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox, DatePicker, Select, Tag } from 'antd';
import dayjs from 'dayjs';
import type { Bounded, CaseFilter, StateClass } from '@/api/types';
import type { Search } from '@/app/search';
import { useMeta } from '@/features/access/queries';
import { t } from '@/i18n';
import { FilterFold } from '@/ui/FilterFold';
import { bounded } from '@/ui/format';
import { RegionFilter } from '@/ui/RegionFilter';
import { SearchBox } from '@/ui/SearchBox';
import { StateShape } from '@/ui/StatusTag';
import { caseTreeQuery } from './queries';

interface Props {
  search: Search;
  filter: CaseFilter;
  change: (part: Record<string, string | undefined>) => void;
  count: Bounded | undefined;
}

const classes = Object.keys(t.casework.classes) as StateClass[];
const classOptions = classes.map((value) => ({
  value,
  label: (
    <span className="status">
      <StateShape name={value} />
      {t.casework.classes[value]}
    </span>
  ),
}));

export function CaseFilters({ search, filter, change, count }: Props) {
  const tree = useQuery(caseTreeQuery(filter));
  const { lifecycles } = useMeta();
  const marks = [...new Map(lifecycles.flatMap((l) => l.mark ?? []).map((mark) => [mark.code, mark.name]))];
  return (
    <FilterFold count={count ? t.common.count(bounded(count), t.common.units.case) : ''}>
      <SearchBox value={search.q} onChange={(q) => change({ q })} placeholder={t.casework.search} />
      <RegionFilter rows={tree.data} value={search.region} onChange={(region) => change({ region })} />
      {lifecycles.length > 1 ? (
        <Select
          aria-label={t.casework.filters.kind}
          placeholder={t.casework.filters.kind}
          style={{ minWidth: 120 }}
          allowClear
          value={search.kind ?? null}
          options={lifecycles.map((l) => ({ value: l.kind, label: l.name }))}
          onChange={(kind) => change({ kind: kind ?? undefined })}
        />
      ) : null}
      <Select
        mode="multiple"
        aria-label={t.casework.filters.state}
        placeholder={t.casework.filters.state}
        style={{ minWidth: 150 }}
        maxTagCount={2}
        allowClear
        value={search.state_class?.split(',').filter(Boolean) ?? []}
        options={classOptions}
        onChange={(chosen: string[]) => change({ state_class: chosen.join(',') || undefined, state: undefined })}
      />
      <Select
        aria-label={t.casework.filters.mark}
        placeholder={t.casework.filters.mark}
        style={{ minWidth: 140 }}
        allowClear
        value={search.mark ?? null}
        options={marks.map(([value, label]) => ({ value, label }))}
        onChange={(mark) => change({ mark: mark ?? undefined })}
      />
      <DatePicker.RangePicker
        aria-label={t.casework.filters.opened}
        style={{ width: 240 }}
        allowEmpty={[true, true]}
        placeholder={[t.common.date.from, t.common.date.to]}
        value={[
          search.opened_from ? dayjs(search.opened_from) : null,
          search.opened_to ? dayjs(search.opened_to) : null,
        ]}
        onChange={(range) =>
          change({ opened_from: range?.[0]?.format('YYYY-MM-DD'), opened_to: range?.[1]?.format('YYYY-MM-DD') })
        }
      />
      <Checkbox
        checked={search.overdue === 'true'}
        onChange={(event) => change({ overdue: event.target.checked ? 'true' : undefined })}
      >
        {t.casework.filters.overdue}
      </Checkbox>
      <Checkbox
        checked={search.history === 'with'}
        onChange={(event) => change({ history: event.target.checked ? 'with' : undefined })}
      >
        {t.casework.filters.history}
      </Checkbox>
      <Select
        aria-label={t.casework.filters.order}
        style={{ minWidth: 140 }}
        value={search.order ?? 'due'}
        options={Object.entries(t.casework.filters.orders).map(([value, label]) => ({ value, label }))}
        onChange={(order) => change({ order: order === 'due' ? undefined : order })}
      />
      <Pinned search={search} change={change} />
    </FilterFold>
  );
}

/** Conditions that came with a link and have no field of their own. */
function Pinned({ search, change }: Pick<Props, 'search' | 'change'>) {
  const { lists } = useMeta();
  const pinned: [string, string][] = [];
  if (search.premises) pinned.push(['premises', t.casework.filters.premises]);
  if (search.unit) pinned.push(['unit', t.casework.filters.unit]);
  if (search.due_before) pinned.push(['due_before', t.casework.filters.dueBefore(search.due_before)]);
  if (search.source) pinned.push(['source', t.casework.filters.source]);
  if (search.open_on) pinned.push(['open_on', t.casework.filters.openOn(search.open_on)]);
  if (search.hazard_class) {
    const name = lists.hazard_classes?.find((one) => one.code === search.hazard_class)?.name;
    pinned.push(['hazard_class', name ?? search.hazard_class]);
  }
  for (const bound of ['due_from', 'closed_from', 'closed_to'] as const) {
    const day = search[bound];
    if (day) pinned.push([bound, t.casework.filters.bounds[bound](day)]);
  }
  if (search.sector) {
    pinned.push(['sector', lists.sectors?.find((one) => one.code === search.sector)?.name ?? search.sector]);
  }
  if (search.state) pinned.push(['state', search.state]);
  return (
    <>
      {pinned.map(([key, label]) => (
        <Tag key={key} closable onClose={() => change({ [key]: undefined })}>
          {label}
        </Tag>
      ))}
      {Object.keys(search).length > 0 ? (
        <Button
          type="link"
          size="small"
          onClick={() => change(Object.fromEntries(Object.keys(search).map((k) => [k, undefined])))}
        >
          {t.common.reset}
        </Button>
      ) : null}
    </>
  );
}
