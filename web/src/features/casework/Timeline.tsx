import type { CaseDetail, TimelineEntry } from '@/api/types';
import { useMeta } from '@/features/access/queries';
import { t } from '@/i18n';
import { EvidenceGrid } from '@/ui/EvidenceGrid';
import { FactList } from '@/ui/FactList';
import { peopleText } from '@/ui/fields/fieldText';
import { instant } from '@/ui/format';
import { useFieldWords } from './useFieldWords';

/** The append-only history, newest first. */
export function Timeline({ detail: { timeline: entries, kind, names } }: { detail: CaseDetail }) {
  if (entries.length === 0) return <p className="soft">{t.casework.timeline.empty}</p>;
  const sorted = [...entries].sort((a, b) => b.at.localeCompare(a.at));
  return (
    <ol className="timeline">
      {sorted.map((entry) => (
        <Entry key={entry.id} entry={entry} kind={kind} names={names} />
      ))}
    </ol>
  );
}

interface EntryProps {
  entry: TimelineEntry;
  kind: string;
  names: Record<string, string>;
}

function Entry({ entry, kind, names }: EntryProps) {
  const { actor } = entry;
  const moved = entry.to_name && entry.to_name !== entry.from_name;
  return (
    <li>
      <div className="timeline__top">
        <strong>{entry.action_name}</strong>
        {moved ? <span>{[entry.from_name, entry.to_name].filter(Boolean).join(t.common.arrow)}</span> : null}
        <time className="soft num">{instant(entry.at)}</time>
      </div>
      <div className="soft">{[actor.org, actor.post, actor.name].filter(Boolean).join(' · ')}</div>
      {entry.note ? <p>{entry.note}</p> : null}
      <Values entry={entry} kind={kind} names={names} />
      {entry.people?.length ? (
        <p>{`${t.casework.timeline.people}${t.common.colon}${peopleText(entry.people)}`}</p>
      ) : null}
      {entry.evidence.length > 0 ? <EvidenceGrid files={entry.evidence} /> : null}
    </li>
  );
}

function Values({ entry: { fields, action }, kind, names }: EntryProps) {
  const { lists } = useMeta();
  const words = useFieldWords(kind, action);
  const rows = Object.entries(fields).filter(([code, value]) => code !== 'people' && value !== null && value !== '');
  if (rows.length === 0) return null;
  return (
    <FactList
      rows={rows.map(([code, value]) => {
        const { label, text } = words(code, value, lists, names);
        return [label, text] as const;
      })}
    />
  );
}
