import { PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useState } from 'react';
import type { BuildingRow } from '@/api/types';
import { useFilters, useGo } from '@/app/navigation';
import { useCan, useMeta } from '@/features/access/queries';
import { t } from '@/i18n';
import { A } from '@/ui/A';
import { FilterFold } from '@/ui/FilterFold';
import { bounded, number } from '@/ui/format';
import { KeysetTable } from '@/ui/KeysetTable';
import { Page, Panel } from '@/ui/Page';
import { RegionPath } from '@/ui/RegionPath';
import { SearchBox } from '@/ui/SearchBox';
import { useKeyset } from '@/ui/useKeyset';
import { BuildingDialog } from './BuildingDialog';
import { buildingsCountQuery, buildingsListKey, readBuildings } from './queries';
import './registry.css';

const text = t.registry.buildings;

export default function BuildingsPage() {
  const [search, change] = useFilters();
  const can = useCan();
  const go = useGo();
  const uses = useMeta().lists.building_uses ?? [];
  const [adding, setAdding] = useState(false);
  const { q, ...rest } = search;
  const filter = q && [...q].length >= 2 ? { ...rest, q } : rest;
  const count = useQuery(buildingsCountQuery(filter));
  const list = useKeyset<BuildingRow>(buildingsListKey(filter), readBuildings(filter));
  return (
    <Page
      title={text.title}
      permission="premises.read"
      tools={
        can('premises.write') ? (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
            {text.add}
          </Button>
        ) : null
      }
    >
      <Panel flush>
        <FilterFold count={count.data ? t.common.count(bounded(count.data), text.unit) : ''}>
          <SearchBox value={q} onChange={(next) => change({ q: next })} placeholder={text.search} />
          <Select
            aria-label={text.use}
            placeholder={text.use}
            style={{ minWidth: 130 }}
            allowClear
            value={search.use_class ?? null}
            options={uses.map(({ code, name }) => ({ value: code, label: name }))}
            onChange={(use_class) => change({ use_class: use_class ?? undefined })}
          />
        </FilterFold>
        <KeysetTable<BuildingRow>
          list={list}
          filtered={Object.keys(search).length > 0}
          empty={{ title: text.empty }}
          onOpen={(row) => go(`/buildings/${row.id}`)}
          columns={[
            { title: text.name, width: 230, render: (_, row) => <A href={`/buildings/${row.id}`}>{row.name}</A> },
            {
              title: t.registry.columns.place,
              width: 260,
              render: (_, row) => (
                <div className="case-place">
                  <RegionPath region={row.region} />
                  <div className="soft">{row.address}</div>
                </div>
              ),
            },
            { title: text.use, width: 110, render: (_, row) => row.use_name ?? t.common.dash },
            { title: text.structure, width: 120, render: (_, row) => row.structure_name ?? t.common.dash },
            { title: text.above, width: 90, align: 'right', render: (_, row) => row.floors_above ?? t.common.dash },
            { title: text.below, width: 90, align: 'right', render: (_, row) => row.floors_below ?? t.common.dash },
            {
              title: text.areaInput,
              width: 150,
              align: 'right',
              render: (_, row) => (row.area_m2 == null ? t.common.dash : number(row.area_m2)),
            },
          ]}
        />
      </Panel>
      <BuildingDialog open={adding} onClose={() => setAdding(false)} onDone={(made) => go(`/buildings/${made.id}`)} />
    </Page>
  );
}
