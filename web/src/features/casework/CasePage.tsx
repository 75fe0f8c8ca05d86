import { CopyOutlined, PrinterOutlined } from '@ant-design/icons';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { useState } from 'react';
import type { CaseDetail } from '@/api/types';
import { useCan } from '@/features/access/queries';
import { t } from '@/i18n';
import { ClockBadge } from '@/ui/ClockBadge';
import { JudgementView } from '@/ui/JudgementView';
import { Page, Panel } from '@/ui/Page';
import { problemText } from '@/ui/problem';
import { Marks, StatusTag } from '@/ui/StatusTag';
import { ErrorState, Loading } from '@/ui/states';
import { useCopy } from '@/ui/useCopy';
import { Actions } from './Actions';
import { CaseEvidence } from './CaseEvidence';
import { CaseFacts } from './CaseFacts';
import { Clocks } from './Clocks';
import { caseQuery, chaseText, whyQuery } from './queries';
import { Requests } from './Requests';
import { StateLine } from './StateLine';
import { Timeline } from './Timeline';
import './casework.css';

export default function CasePage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useQuery(caseQuery(id));
  if (query.isPending) return <Loading />;
  if (query.isError) return <ErrorState error={query.error} onRetry={query.refetch} />;
  return <CaseView detail={query.data} />;
}

function CaseView({ detail }: { detail: CaseDetail }) {
  const can = useCan();
  return (
    <Page
      title={detail.title}
      subtitle={
        <span className="row">
          <StatusTag stateClass={detail.state_class} name={detail.state_name} />
          <span>
            <Marks marks={detail.marks} />
          </span>
          <ClockBadge row={detail} />
          <span className="num">{`${detail.kind_name} ${detail.number}`}</span>
        </span>
      }
      tools={<CaseTools detail={detail} />}
      permission="case.read"
    >
      <div className="stack">
        <Panel>
          <StateLine detail={detail} />
        </Panel>
        <div className="case-grid">
          <div className="stack case-grid__side">
            {can('case.act') ? (
              <Panel title={t.casework.detail.actions} className="no-print">
                <Actions detail={detail} />
              </Panel>
            ) : null}
            <Panel title={t.casework.detail.clocks}>
              <Clocks clocks={detail.clocks} />
            </Panel>
            <Panel title={t.casework.detail.evidence}>
              <CaseEvidence detail={detail} />
            </Panel>
            <Documents detail={detail} />
          </div>
          <div className="stack case-grid__main">
            <Panel title={t.casework.detail.facts}>
              <CaseFacts detail={detail} />
            </Panel>
            <Requests detail={detail} />
            {detail.suggestion ? (
              <Panel title={t.casework.detail.suggestion}>
                <JudgementView judgement={detail.suggestion} />
              </Panel>
            ) : null}
            <Panel title={t.casework.detail.timeline}>
              <Timeline detail={detail} />
            </Panel>
            <WhySeen id={detail.id} />
            <p className="soft case-pack">
              {`${t.casework.detail.pack}${t.common.colon}${detail.pack.name} · ${t.casework.detail.lifecycleHash} `}
              <span className="num">{detail.pack.lifecycle_hash.slice(0, 12)}</span>
            </p>
          </div>
        </div>
      </div>
    </Page>
  );
}

/** Why one sees this case: asked only when one wants to know. */
function WhySeen({ id }: { id: string }) {
  const [open, setOpen] = useState(false);
  const why = useQuery({ ...whyQuery(id), enabled: open });
  return (
    <details className="no-print" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t.casework.detail.why}</summary>
      {why.data ? (
        <div className="soft">
          <p>{why.data.text}</p>
          <ul>
            {why.data.posts.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </div>
      ) : null}
    </details>
  );
}

function CaseTools({ detail }: { detail: CaseDetail }) {
  const copy = useCopy();
  const { message } = App.useApp();
  const chase = useMutation({
    mutationFn: () => chaseText(detail.id),
    onSuccess: copy,
    onError: (error) => message.error(problemText(error)),
  });
  return (
    <>
      <Button icon={<CopyOutlined />} loading={chase.isPending} onClick={() => chase.mutate()}>
        {t.casework.detail.chase}
      </Button>
      <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
        {t.common.print}
      </Button>
    </>
  );
}

function Documents({ detail }: { detail: CaseDetail }) {
  if (detail.documents.length === 0) return null;
  return (
    <Panel title={t.casework.detail.documents}>
      <ul className="plain-list">
        {detail.documents.map((paper) => (
          <li key={`${paper.code}-${paper.number}`} className="row">
            <span className="grow">{paper.title}</span>
            <span className="num soft">{paper.number}</span>
            <span className="num">{paper.issued_on}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
