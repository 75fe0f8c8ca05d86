import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { t } from '@/i18n';
import { Page } from '@/ui/Page';
import { ErrorState, Loading } from '@/ui/states';
import { FillBody } from './FillBody';
import { returnQuery } from './queries';
import './report.css';

/** One return: read, filled, handed in. */
export default function FillPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useQuery({ ...returnQuery(id), refetchOnWindowFocus: false });
  if (query.isPending) return <Loading page />;
  if (query.isError) return <ErrorState error={query.error} onRetry={query.refetch} />;
  const detail = query.data;
  return (
    <Page
      title={t.report.fill.title(detail.title, detail.period)}
      subtitle={`${t.report.fill.filler}${t.common.colon}${detail.filler}${t.common.gap}${t.report.columns.asker}${t.common.colon}${detail.asker}`}
      permission="report.read"
    >
      <FillBody key={detail.id} detail={detail} />
    </Page>
  );
}
