import type { VocabularyInput } from '@/api/types';
import { t } from '@/i18n';
import { YesNo } from './FactInput';

type Flags = Record<string, Record<string, boolean>>;
interface Props {
  /** Clauses that were hit. */
  elements: string[];
  flags: VocabularyInput[];
  value: unknown;
  onChange: (value: Flags | null) => void;
}

/** What may take single elements out again, for instance that they were mended on the spot. */
export function ElementFlags({ elements, flags, value, onChange }: Props) {
  if (elements.length === 0 || flags.length === 0) return null;
  const held = (value ?? {}) as Flags;
  const change = (element: string, flag: string, answer: boolean | null) => {
    const { [flag]: _, ...rest } = held[element] ?? {};
    const own = answer === null ? rest : { ...rest, [flag]: answer };
    const { [element]: __, ...others } = held;
    const next = Object.keys(own).length > 0 ? { ...others, [element]: own } : others;
    onChange(Object.keys(next).length > 0 ? next : null);
  };
  return (
    <section className="fact-group">
      <h3>{t.campaign.form.exclusions}</h3>
      {elements.map((element) => (
        <details key={element}>
          <summary>{t.campaign.form.clause(element)}</summary>
          <div className="fact-grid">
            {flags.map((flag) => (
              <div key={flag.name} className="fact">
                <span className="fact__label">{flag.label}</span>
                <YesNo
                  label={`${element} ${flag.label}`}
                  value={held[element]?.[flag.name]}
                  onChange={(answer) => change(element, flag.name, answer)}
                />
              </div>
            ))}
          </div>
        </details>
      ))}
    </section>
  );
}
