import { Select } from 'antd';
import type { VocabularySystem } from '@/api/types';
import { t } from '@/i18n';

interface Props {
  systems: VocabularySystem[];
  value: unknown;
  onChange: (value: Record<string, string[]> | null) => void;
}

/** What does not work, system by system: `{hydrant: ["A.1.1"]}`. */
export function FaultsInput({ systems, value, onChange }: Props) {
  const faults = (value ?? {}) as Record<string, string[]>;
  const change = (system: string, ids: string[]) => {
    const next = Object.fromEntries(Object.entries({ ...faults, [system]: ids }).filter(([, list]) => list.length > 0));
    onChange(Object.keys(next).length > 0 ? next : null);
  };
  return (
    <div className="faults">
      {systems.map((system) => (
        <Select
          key={system.id}
          mode="multiple"
          aria-label={system.label}
          placeholder={`${system.label}${t.common.colon}${t.common.unknown}`}
          value={faults[system.id] ?? []}
          options={system.faults.map((fault) => ({ value: fault.id, label: `${fault.id} ${fault.text}` }))}
          onChange={(ids: string[]) => change(system.id, ids)}
        />
      ))}
    </div>
  );
}
