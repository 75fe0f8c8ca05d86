import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Segmented, Select } from 'antd';
import { useState } from 'react';
import { useFilters } from '@/app/navigation';
import { useCan } from '@/features/access/queries';
import { t } from '@/i18n';
import { Page, Panel } from '@/ui/Page';
import { useDebounced } from '@/ui/useDebounced';
import { Builder } from './Builder';
import { Filters } from './Filters';
import { KeptList } from './KeptList';
import { KeptTable } from './KeptTable';
import { Preview } from './Preview';
import { type Over, runQuery, type TableSpec, templatesQuery } from './queries';
import { freshSpec } from './spec';
import { Tools } from './Tools';
import './crosstab.css';

const text = t.crosstab;

/** Made tables survive a look at the rows behind a figure, until the browser is closed. */
const DRAFT = 'qutu.table';

function draft(over: Over): TableSpec {
  try {
    const stored = sessionStorage.getItem(DRAFT);
    if (stored) return JSON.parse(stored) as TableSpec;
  } catch {
    // A draft that cannot be read is none.
  }
  return freshSpec(over);
}

export default function TablesPage() {
  const [search, go] = useFilters();
  const can = useCan();
  const [spec, setSpec] = useState<TableSpec>(() => draft(can('case.read') ? 'cases' : 'premises'));
  const change = (next: TableSpec) => {
    setSpec(next);
    sessionStorage.setItem(DRAFT, JSON.stringify(next));
  };
  const again = (next: TableSpec) => {
    change(next);
    go({ kept: undefined, tab: undefined, template: undefined });
  };
  const settled = useDebounced(spec, 200);
  const run = useQuery(runQuery(settled));
  const kept = search.tab === 'kept';
  return (
    <Page
      title={text.title}
      subtitle={text.subtitle}
      permission="table.read"
      tools={
        <Segmented
          value={kept ? 'kept' : 'make'}
          onChange={(tab) => go({ tab: tab === 'kept' ? 'kept' : undefined, kept: undefined })}
          options={[
            { value: 'make', label: text.tabs.make },
            { value: 'kept', label: text.tabs.kept },
          ]}
        />
      }
    >
      {kept ? (
        search.kept ? (
          <KeptTable id={search.kept} again={again} back={() => go({ kept: undefined })} />
        ) : (
          <KeptList open={(id) => go({ kept: id })} />
        )
      ) : (
        <>
          <Panel flush className="no-print tables__list">
            <Start spec={spec} change={change} template={search.template} pick={(template) => go({ template })} />
            <Filters key={spec.over} spec={spec} change={change} />
          </Panel>
          <div className="tables">
            <Panel className="no-print tables__builder">
              <Builder spec={spec} change={change} />
            </Panel>
            <Panel flush className="tables__preview">
              <Preview
                query={run}
                spec={spec}
                tools={
                  <Tools
                    table={run.isError ? undefined : run.data}
                    spec={spec}
                    template={search.template}
                    pick={(template) => go({ template })}
                  />
                }
              />
            </Panel>
          </div>
        </>
      )}
    </Page>
  );
}

interface StartProps {
  spec: TableSpec;
  change: (spec: TableSpec) => void;
  template: string | undefined;
  pick: (id: string | undefined) => void;
}

/** Which list, or which template. */
function Start({ spec, change, template, pick }: StartProps) {
  const can = useCan();
  const templates = useQuery(templatesQuery);
  const cache = useQueryClient();
  const lists = (['cases', 'premises'] as const).filter((over) =>
    can(over === 'cases' ? 'case.read' : 'premises.read'),
  );
  const items = templates.data?.items ?? [];
  return (
    <div className="tables__start">
      <Segmented
        aria-label={text.list}
        value={spec.over}
        options={lists.map((value) => ({ value, label: text.lists[value] }))}
        onChange={(over) => {
          pick(undefined);
          change(freshSpec(over as Over));
        }}
      />
      <Select
        aria-label={text.template}
        placeholder={text.template}
        style={{ minWidth: 260 }}
        allowClear
        loading={templates.isPending}
        showSearch={{ optionFilterProp: 'label' }}
        value={items.some((one) => one.id === template) ? (template ?? null) : null}
        options={items.map((one) => ({
          value: one.id,
          label: one.own ? one.name : text.templateFrom(one.name, one.org_name),
        }))}
        onChange={(id?: string) => {
          const chosen = items.find((one) => one.id === id);
          pick(chosen?.id);
          change(chosen ? chosen.spec : freshSpec(spec.over));
          void cache.invalidateQueries({ queryKey: templatesQuery.queryKey });
        }}
      />
    </div>
  );
}
