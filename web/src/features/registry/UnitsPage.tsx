import { PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useState } from 'react';
import type { UnitDetail } from '@/api/types';
import { useFilters, useGo } from '@/app/navigation';
import { useCan, useMeta, useSectorName } from '@/features/access/queries';
import { t } from '@/i18n';
import { A } from '@/ui/A';
import { FilterFold } from '@/ui/FilterFold';
import { bounded } from '@/ui/format';
import { KeysetTable } from '@/ui/KeysetTable';
import { Page, Panel } from '@/ui/Page';
import { RegionPath } from '@/ui/RegionPath';
import { SearchBox } from '@/ui/SearchBox';
import { useKeyset } from '@/ui/useKeyset';
import { readUnits, unitsCountQuery, unitsListKey } from './queries';
import { UnitDialog } from './UnitDialog';
import './registry.css';

const text = t.registry.units;
type Row = Pick<UnitDetail, 'id' | 'name' | 'credit_code' | 'kind_name' | 'address' | 'region' | 'sector' | 'premises'>;

export default function UnitsPage() {
  const [search, change] = useFilters();
  const can = useCan();
  const go = useGo();
  const sector = useSectorName();
  const classes = useMeta().lists.unit_classes ?? [];
  const [adding, setAdding] = useState(false);
  const { q, ...rest } = search;
  const filter = q && [...q].length >= 2 ? { ...rest, q } : rest;
  const count = useQuery(unitsCountQuery(filter));
  const list = useKeyset<Row>(unitsListKey(filter), readUnits(filter));
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
          <SearchBox value={q} onChange={(next) => change({ q: next })} placeholder={text.search} width={320} />
          <Select
            aria-label={text.kind}
            placeholder={text.kind}
            style={{ minWidth: 160 }}
            allowClear
            value={search.kind ?? null}
            options={classes.map(({ code, name }) => ({ value: code, label: name }))}
            onChange={(kind) => change({ kind: kind ?? undefined })}
          />
        </FilterFold>
        <KeysetTable<Row>
          list={list}
          filtered={Object.keys(search).length > 0}
          empty={{ title: text.empty }}
          onOpen={(row) => go(`/units/${row.id}`)}
          columns={[
            {
              title: t.registry.form.name,
              width: 240,
              render: (_, row) => <A href={`/units/${row.id}`}>{row.name}</A>,
            },
            { title: text.kind, dataIndex: 'kind_name', width: 150 },
            { title: text.code, width: 190, render: (_, row) => row.credit_code ?? t.common.dash },
            {
              title: t.registry.columns.place,
              width: 260,
              render: (_, row) => (
                <div className="case-place">
                  {row.region ? <RegionPath region={row.region} /> : null}
                  <div className="soft">{row.address}</div>
                </div>
              ),
            },
            { title: text.sector, width: 120, render: (_, row) => sector(row.sector) },
            {
              title: text.premises,
              width: 80,
              align: 'right',
              render: (_, row) => <A href={`/premises?unit=${row.id}`}>{row.premises}</A>,
            },
          ]}
        />
      </Panel>
      <UnitDialog open={adding} onClose={() => setAdding(false)} onDone={(made) => go(`/units/${made.id}`)} />
    </Page>
  );
}
