import { PlusOutlined } from '@ant-design/icons';
import { Button, Progress, Segmented, type TableColumnsType, Tabs } from 'antd';
import { useState } from 'react';
import { useFilters, useGo } from '@/app/navigation';
import { useCan } from '@/features/access/queries';
import { t } from '@/i18n';
import { instant } from '@/ui/format';
import { KeysetTable } from '@/ui/KeysetTable';
import { Page, Panel } from '@/ui/Page';
import { useKeyset } from '@/ui/useKeyset';
import { usePhone } from '@/ui/useMedia';
import { FormTools } from './FormTools';
import { NewReconcileDialog } from './NewReconcileDialog';
import {
  formsKey,
  readForms,
  readReconciliations,
  readReturns,
  readRounds,
  reconciliationsKey,
  returnsKey,
  roundsKey,
} from './queries';
import { Cutoff, ReturnState } from './State';
import type { FormRow, ReconciliationRow, ReturnRow, RoundRow } from './types';
import './report.css';

const text = t.report;

/** Tables to fill, tables asked for, their sums, and figures held against the ledger. */
export default function ReportsPage() {
  const [search, change] = useFilters();
  const can = useCan();
  const go = useGo();
  const [asking, setAsking] = useState(false);
  const tabs = [
    ...(can('report.fill') ? [{ key: 'fill', label: text.tabs.fill, children: <Fill /> }] : []),
    { key: 'rounds', label: text.tabs.rounds, children: <Rounds /> },
    ...(can('report.ask') ? [{ key: 'forms', label: text.tabs.forms, children: <Forms /> }] : []),
    { key: 'reconcile', label: text.tabs.reconcile, children: <Reconciliations /> },
  ];
  const first = can('report.ask') ? 'rounds' : (tabs[0]?.key ?? 'rounds');
  const tab = search.tab ?? first;
  return (
    <Page
      title={text.title}
      subtitle={text.subtitle}
      permission="report.read"
      tools={
        can('report.ask') ? (
          tab === 'reconcile' ? (
            <Button type="primary" icon={<PlusOutlined />} onClick={() => setAsking(true)}>
              {text.reconcile.new}
            </Button>
          ) : (
            <Button type="primary" icon={<PlusOutlined />} onClick={() => go('/reports/forms/new')}>
              {text.design.new}
            </Button>
          )
        ) : null
      }
    >
      <Panel flush>
        <Tabs
          className="report-tabs"
          activeKey={tab}
          onChange={(key) => change({ tab: key })}
          items={tabs}
          destroyOnHidden
        />
      </Panel>
      <NewReconcileDialog open={asking} onClose={() => setAsking(false)} />
    </Page>
  );
}

const returnColumns: TableColumnsType<ReturnRow> = [
  {
    title: text.columns.title,
    render: (_, row) => (
      <>
        <strong>{row.title}</strong>
        <div className="soft">{row.period}</div>
      </>
    ),
  },
  { title: text.columns.filler, dataIndex: 'filler', width: 200 },
  { title: text.columns.asker, dataIndex: 'asker', width: 220 },
  { title: text.columns.cutoff, width: 190, render: (_, row) => <Cutoff row={row} /> },
  { title: text.columns.state, width: 110, render: (_, row) => <ReturnState state={row.state} /> },
  {
    title: text.columns.chased,
    width: 80,
    render: (_, row) => (row.chased > 0 ? text.times(row.chased) : t.common.dash),
  },
];

function Fill() {
  const [all, setAll] = useState(false);
  const filter = all ? { mine: true } : { mine: true, open: true };
  const list = useKeyset<ReturnRow>(returnsKey(filter), readReturns(filter));
  const go = useGo();
  const phone = usePhone();
  return (
    <>
      <div className="filters">
        <Segmented
          value={all ? 'all' : 'open'}
          onChange={(value) => setAll(value === 'all')}
          options={[
            { value: 'open', label: text.filter.open },
            { value: 'all', label: text.filter.all },
          ]}
        />
      </div>
      {phone && list.rows.length > 0 ? (
        <ul className="report-cards">
          {list.rows.map((row) => (
            <li key={row.id}>
              <button type="button" onClick={() => go(`/reports/returns/${row.id}`)}>
                <strong>{row.title}</strong>
                <span>{`${row.period} · ${row.filler}`}</span>
                <span className="report-cards__foot">
                  <ReturnState state={row.state} />
                  <Cutoff row={row} />
                </span>
              </button>
            </li>
          ))}
        </ul>
      ) : (
        <KeysetTable
          list={list}
          columns={returnColumns}
          empty={{ title: text.none.fill, text: text.none.fillHint }}
          onOpen={(row) => go(`/reports/returns/${row.id}`)}
        />
      )}
    </>
  );
}

const roundColumns: TableColumnsType<RoundRow> = [
  {
    title: text.columns.title,
    render: (_, row) => (
      <>
        <strong>{row.title}</strong>
        <div className="soft">{row.period}</div>
      </>
    ),
  },
  { title: text.columns.asker, dataIndex: 'asker', width: 220 },
  {
    title: text.columns.cutoff,
    width: 150,
    render: (_, row) => <span className="nowrap">{instant(row.cutoff_at)}</span>,
  },
  {
    title: text.columns.progress,
    width: 250,
    render: (_, row) => (
      <div className="report-progress">
        <Progress
          percent={row.fillers > 0 ? (row.done / row.fillers) * 100 : 0}
          showInfo={false}
          size="small"
          strokeColor="#3b5b7a"
          aria-label={text.round.fillers(row.done, row.fillers)}
        />
        <span className="nowrap">{`${row.done} / ${row.fillers}`}</span>
        {row.overdue > 0 ? <b className="report-late nowrap">{`${text.overdue} ${row.overdue}`}</b> : null}
      </div>
    ),
  },
  {
    title: text.columns.lock,
    width: 100,
    render: (_, row) =>
      row.locked ? (
        <span className="status status--closed">{`● ${text.locked}`}</span>
      ) : (
        <span className="soft">{text.open}</span>
      ),
  },
];

function Rounds() {
  const can = useCan();
  const [mine, setMine] = useState(can('report.ask'));
  const filter = mine ? { mine: true } : {};
  const list = useKeyset<RoundRow>(roundsKey(filter), readRounds(filter));
  const go = useGo();
  return (
    <>
      {can('report.ask') ? (
        <div className="filters">
          <Segmented
            value={mine ? 'mine' : 'all'}
            onChange={(value) => setMine(value === 'mine')}
            options={[
              { value: 'mine', label: text.filter.mine },
              { value: 'all', label: text.filter.all },
            ]}
          />
        </div>
      ) : null}
      <KeysetTable
        list={list}
        columns={roundColumns}
        empty={{ title: text.none.rounds, text: text.none.formsHint }}
        onOpen={(row) => go(`/reports/rounds/${row.id}`)}
      />
    </>
  );
}

const formColumns: TableColumnsType<FormRow> = [
  {
    title: text.columns.title,
    render: (_, row) => (
      <>
        <strong>{row.title}</strong>
        <div className="soft">{row.asker}</div>
      </>
    ),
  },
  { title: text.columns.period, width: 110, render: (_, row) => text.periods[row.period] },
  { title: text.columns.version, width: 80, dataIndex: 'layouts', align: 'right' },
  { title: text.columns.rounds, width: 90, dataIndex: 'rounds', align: 'right' },
  { title: '', width: 280, render: (_, row) => <FormTools form={row} /> },
];

function Forms() {
  const [template, setTemplate] = useState(false);
  const list = useKeyset<FormRow>(formsKey(template), readForms(template));
  const go = useGo();
  return (
    <>
      <div className="filters">
        <Segmented
          value={template ? 'template' : 'forms'}
          onChange={(value) => setTemplate(value === 'template')}
          options={[
            { value: 'forms', label: text.tabs.forms },
            { value: 'template', label: text.filter.template },
          ]}
        />
      </div>
      <KeysetTable
        list={list}
        columns={formColumns}
        empty={{ title: text.none.forms, text: text.none.formsHint }}
        onOpen={(row) => go(`/reports/forms/${row.id}`)}
      />
    </>
  );
}

const reconcileColumns: TableColumnsType<ReconciliationRow> = [
  { title: text.reconcile.name, render: (_, row) => <strong>{row.title}</strong> },
  { title: text.reconcile.region, dataIndex: 'region_name', width: 180 },
  { title: text.round.span, width: 220, render: (_, row) => `${row.from_date} — ${row.to_date}` },
  { title: text.reconcile.ours, dataIndex: 'ours', width: 90, align: 'right' },
  { title: text.reconcile.claimed, width: 90, align: 'right', render: (_, row) => row.claimed ?? t.common.dash },
  { title: text.columns.state, width: 150, render: (_, row) => text.reconcile.states[row.state] ?? row.state },
];

function Reconciliations() {
  const list = useKeyset<ReconciliationRow>(reconciliationsKey, readReconciliations);
  const go = useGo();
  return (
    <KeysetTable
      list={list}
      columns={reconcileColumns}
      empty={{ title: text.none.reconcile, text: text.none.reconcileHint }}
      onOpen={(row) => go(`/reports/reconciliations/${row.id}`)}
    />
  );
}
