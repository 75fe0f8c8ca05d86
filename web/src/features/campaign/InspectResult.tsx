import { CheckCircleOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { InspectionDetail, PremisesDetail } from '@/api/types';
import { useGo } from '@/app/navigation';
import { CaseCard } from '@/features/casework/CaseCards';
import { t } from '@/i18n';
import { JudgementView } from '@/ui/JudgementView';
import { Page, Panel } from '@/ui/Page';
import '@/features/casework/casework.css';

const text = t.campaign.result;

/** What the visit led to: the cases it opened and the suggestion it gave. */
export function InspectResult({ result, premises }: { result: InspectionDetail; premises: PremisesDetail }) {
  const go = useGo();
  return (
    <Page title={text.title} subtitle={premises.name}>
      <div className="stack narrow">
        <Panel>
          <div className="row">
            <CheckCircleOutlined style={{ fontSize: 22 }} />
            <strong>{result.cases.length > 0 ? text.opened(result.cases.length) : text.none}</strong>
          </div>
        </Panel>
        {result.cases.map((row) => (
          <Panel key={row.id} flush>
            <CaseCard row={row} />
          </Panel>
        ))}
        {result.judgement ? <JudgementView judgement={result.judgement} /> : null}
        <div className="row">
          <Button type="primary" size="large" onClick={() => go('/inspect')}>
            {text.another}
          </Button>
          <Button size="large" onClick={() => go(`/premises/${premises.id}`)}>
            {text.toPremises}
          </Button>
        </div>
      </div>
    </Page>
  );
}
