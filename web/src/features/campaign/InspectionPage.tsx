import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Table } from 'antd';
import type { InspectionDetail } from '@/api/types';
import { caseColumns } from '@/features/casework/columns';
import { t } from '@/i18n';
import { A } from '@/ui/A';
import { JudgementView } from '@/ui/JudgementView';
import { Page, Panel } from '@/ui/Page';
import { EmptyState, ErrorState, Loading } from '@/ui/states';
import { inspectionQuery } from './queries';
import '@/features/casework/casework.css';
import './campaign.css';

const text = t.campaign.detail;

/** One visit as it was written. */
export default function InspectionPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useQuery(inspectionQuery(id));
  if (query.isPending) return <Loading />;
  if (query.isError) return <ErrorState error={query.error} onRetry={query.refetch} />;
  const visit = query.data;
  const { inspector } = visit;
  return (
    <Page
      title={text.title}
      subtitle={[visit.inspected_on, inspector.org, inspector.post, inspector.name].filter(Boolean).join(' · ')}
      permission="inspection.read"
    >
      <div className="stack">
        <A href={`/premises/${visit.premises.id}`}>{visit.premises.name}</A>
        <div className="inspect">
          <Panel title={text.answers} flush className="inspect__form">
            <Answers visit={visit} />
          </Panel>
          <aside className="inspect__side">
            {visit.judgement ? <JudgementView judgement={visit.judgement} /> : null}
          </aside>
        </div>
        <Panel title={text.cases} flush>
          {visit.cases.length > 0 ? (
            <Table
              size="small"
              rowKey="id"
              columns={caseColumns}
              dataSource={visit.cases}
              pagination={false}
              scroll={{ x: 'max-content' }}
            />
          ) : (
            <EmptyState title={text.noCases} />
          )}
        </Panel>
      </div>
    </Page>
  );
}

function Answers({ visit }: { visit: InspectionDetail }) {
  return (
    <ol className="check-list">
      {visit.answers.map((answer) => (
        <li key={answer.item} className="check check--done">
          <div className="row">
            <span className="grow">{answer.text}</span>
            <b className={answer.result === 'fail' ? 'danger-text' : ''}>{t.campaign.form.results[answer.result]}</b>
          </div>
          <p className="check__basis">{answer.basis}</p>
          {answer.note ? <p>{answer.note}</p> : null}
        </li>
      ))}
    </ol>
  );
}
