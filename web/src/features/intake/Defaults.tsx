import { Select } from 'antd';
import { useMeta } from '@/features/access/queries';
import { kindOptions } from '@/features/registry/kinds';
import { t } from '@/i18n';
import { RegionPicker } from '@/ui/fields/RegionPicker';
import { Panel } from '@/ui/Page';
import type { Mapping } from './types';

const text = t.intake.mapping;
const { datum } = t.registry;

/** What holds for every row where the file has no column for it. */
export function Defaults({ mapping, onChange }: { mapping: Mapping; onChange: (mapping: Mapping) => void }) {
  const meta = useMeta();
  return (
    <Panel title={text.defaults}>
      <div className="intake-defaults">
        <div>
          <label htmlFor="intake-kind">{text.kind}</label>
          <Select
            id="intake-kind"
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={text.kindHint}
            options={kindOptions(meta)}
            value={mapping.kind ?? null}
            onChange={(kind) => onChange({ ...mapping, kind: kind ?? null })}
          />
        </div>
        <div>
          <label htmlFor="intake-region">{text.region}</label>
          <RegionPicker
            id="intake-region"
            {...(mapping.region ? { value: mapping.region, valueName: mapping.region } : {})}
            onChange={(region) => onChange({ ...mapping, region: region ?? null })}
          />
        </div>
        <div>
          <label htmlFor="intake-datum">{text.datum}</label>
          <Select
            id="intake-datum"
            options={(['wgs84', 'gcj02', 'bd09'] as const).map((value) => ({ value, label: datum[value] }))}
            value={mapping.datum ?? 'wgs84'}
            onChange={(chosen) => onChange({ ...mapping, datum: chosen })}
          />
        </div>
      </div>
    </Panel>
  );
}
