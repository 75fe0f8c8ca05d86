import type { CaseDetail } from '@/api/types';
import { useMeta, useSectorName } from '@/features/access/queries';
import { t } from '@/i18n';
import { A } from '@/ui/A';
import { FactList, type FactRow } from '@/ui/FactList';
import { fieldText } from '@/ui/fields/fieldText';
import { instant, regionPath } from '@/ui/format';

const text = t.casework.detail;

/** Who and where, then the kind's own fields. */
export function CaseFacts({ detail }: { detail: CaseDetail }) {
  const { lists } = useMeta();
  const sector = useSectorName();
  const rows: FactRow[] = [
    ...about(detail),
    [text.region, regionPath(detail.region)],
    ...detail.field_defs.map(
      (field): FactRow => [field.label, fieldText(field, detail.fields[field.code], lists, detail.names)],
    ),
    [text.opened, instant(detail.opened_at)],
  ];
  if (detail.owner) rows.push([text.owner, `${detail.owner.organisation}${t.common.space}${detail.owner.name}`]);
  if (detail.sector) rows.push([text.sector, sector(detail.sector)]);
  if (detail.closed_at)
    rows.push([detail.state_class === 'void' ? text.voided : detail.closing_word, instant(detail.closed_at)]);
  if (detail.inspection_id) {
    rows.push([text.inspection, <InspectionLink key="inspection" id={detail.inspection_id} />]);
  }
  return <FactList rows={rows} />;
}

/** The place, where the kind is about places. */
function about(detail: CaseDetail): FactRow[] {
  if (!detail.premises && !detail.unit) return [];
  return [
    [text.premises, <PremisesLink key="premises" detail={detail} />],
    [text.unit, detail.unit?.name ?? t.common.dash],
  ];
}

function PremisesLink({ detail: { premises } }: { detail: CaseDetail }) {
  return premises ? <A href={`/premises/${premises.id}`}>{premises.name}</A> : t.common.dash;
}

function InspectionLink({ id }: { id: string }) {
  return <A href={`/inspections/${id}`}>{t.common.details}</A>;
}
