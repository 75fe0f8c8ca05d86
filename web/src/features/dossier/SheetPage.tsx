import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useGo } from '@/app/navigation';
import { t } from '@/i18n';
import { instant } from '@/ui/format';
import { Page } from '@/ui/Page';
import { ErrorState, Loading } from '@/ui/states';
import { saveSheet, sheetQuery } from './queries';
import { SheetEditor } from './SheetEditor';
import './dossier.css';

const text = t.dossier.sheets;

/** One scoring sheet; every saving is a version, dossiers keep theirs. */
export default function SheetPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const query = useQuery(sheetQuery(id));
  const go = useGo();
  const sheet = query.data;
  return (
    <Page
      title={sheet?.title ?? text.title}
      permission="dossier.make"
      subtitle={
        sheet ? (
          <span className="num">
            {`${text.version(sheet.version)} · ${instant(sheet.saved_at)} · ${sheet.saved_by}`}
            {sheet.editable ? '' : ` · ${text.readonly}`}
          </span>
        ) : null
      }
      tools={
        <Button type="primary" onClick={() => go(`/dossiers/new?sheet=${id}`)}>
          {t.dossier.add}
        </Button>
      }
    >
      {query.isPending ? <Loading /> : null}
      {query.isError ? <ErrorState error={query.error} onRetry={query.refetch} /> : null}
      {sheet ? (
        <SheetEditor
          key={`${sheet.id}-${sheet.version}`}
          title={sheet.title}
          items={sheet.lines}
          disabled={!sheet.editable}
          save={(body) => saveSheet(sheet.id, { ...body, version: sheet.version })}
          saveText={text.save}
        />
      ) : null}
    </Page>
  );
}
