import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input, InputNumber, Select } from 'antd';
import { useMeta } from '@/features/access/queries';
import { t } from '@/i18n';
import type { SheetItem, Want } from './queries';

const text = t.dossier.sheets;

interface Props {
  item: SheetItem;
  clauses: { value: string; label: string }[];
  disabled: boolean;
  first: boolean;
  last: boolean;
  onChange: (item: SheetItem) => void;
  onMove: (by: number) => void;
  onRemove: () => void;
}

/** One line of a sheet: number, words, points, clauses, and what counts as evidence. */
export function SheetItemFields({ item, clauses, disabled, first, last, onChange, onMove, onRemove }: Props) {
  const set = (part: Partial<SheetItem>) => onChange({ ...item, ...part });
  const wants = item.wants ?? [];
  return (
    <div className="sheet-item">
      <Input
        aria-label={text.item.number}
        value={item.number}
        maxLength={20}
        disabled={disabled}
        onChange={(event) => set({ number: event.target.value })}
      />
      <Input.TextArea
        aria-label={text.item.text}
        placeholder={text.item.text}
        value={item.text}
        maxLength={500}
        autoSize
        disabled={disabled}
        onChange={(event) => set({ text: event.target.value })}
      />
      <InputNumber
        aria-label={text.item.points}
        placeholder={text.item.points}
        value={item.points ?? null}
        min={0}
        max={1000}
        style={{ width: '100%' }}
        disabled={disabled}
        onChange={(points) => set({ points })}
      />
      <div className="sheet-item__moves">
        {disabled ? null : (
          <>
            <Button
              type="text"
              aria-label={text.up}
              icon={<ArrowUpOutlined />}
              disabled={first}
              onClick={() => onMove(-1)}
            />
            <Button
              type="text"
              aria-label={text.down}
              icon={<ArrowDownOutlined />}
              disabled={last}
              onClick={() => onMove(1)}
            />
            <Button type="text" aria-label={text.remove} icon={<DeleteOutlined />} onClick={onRemove} />
          </>
        )}
      </div>
      <div className="sheet-item__wide">
        <span className="sheet-item__label">{text.item.clauses}</span>
        <Select
          aria-label={text.item.clauses}
          mode="multiple"
          style={{ minWidth: 260, flex: 1 }}
          optionFilterProp="label"
          placeholder={t.common.choose}
          value={item.clauses ?? []}
          options={clauses}
          disabled={disabled}
          onChange={(next: string[]) => set({ clauses: next })}
        />
      </div>
      <div className="sheet-item__wide">
        <span className="sheet-item__label">{text.item.wants}</span>
        {wants.length === 0 ? <span className="danger-text">{text.noWants}</span> : null}
        {wants.map((want, index) => (
          <WantFields
            // biome-ignore lint/suspicious/noArrayIndexKey: sources of an item have no other name than their place
            key={index}
            want={want}
            clauses={(item.clauses ?? []).length}
            disabled={disabled}
            onChange={(next) => set({ wants: wants.map((one, at) => (at === index ? next : one)) })}
            onRemove={() => set({ wants: wants.filter((_, at) => at !== index) })}
          />
        ))}
        {disabled ? null : (
          <Button
            size="small"
            icon={<PlusOutlined />}
            onClick={() => set({ wants: [...wants, { source: 'cases', kinds: [], closed_only: false }] })}
          >
            {text.addWant}
          </Button>
        )}
      </div>
    </div>
  );
}

interface WantProps {
  want: Want;
  /** How many clauses the item names. */
  clauses: number;
  disabled: boolean;
  onChange: (want: Want) => void;
  onRemove: () => void;
}

function WantFields({ want, clauses, disabled, onChange, onRemove }: WantProps) {
  const meta = useMeta();
  const named = (list: { code: string; name: string }[] | undefined) =>
    (list ?? []).map((one) => ({ value: one.code, label: one.name }));
  const kinds =
    want.source === 'cases'
      ? meta.lifecycles.map((one) => ({ value: one.kind, label: one.name }))
      : want.source === 'premises'
        ? named(meta.premises_kinds)
        : [];
  return (
    <span className="sheet-want">
      <Select
        aria-label={text.source}
        value={want.source}
        style={{ width: 124 }}
        disabled={disabled}
        options={Object.entries(t.dossier.sources).map(([value, label]) => ({ value, label }))}
        onChange={(source: Want['source']) => onChange({ source, kinds: [], closed_only: false })}
      />
      {kinds.length > 0 ? (
        <Select
          aria-label={text.kinds}
          mode="multiple"
          style={{ minWidth: 150 }}
          maxTagCount="responsive"
          placeholder={text.allKinds}
          optionFilterProp="label"
          value={want.kinds ?? []}
          options={kinds}
          disabled={disabled}
          onChange={(next: string[]) => onChange({ ...want, kinds: next })}
        />
      ) : null}
      {want.source === 'cases' ? (
        <Select
          aria-label={text.hazardClass}
          allowClear
          style={{ minWidth: 140 }}
          placeholder={text.allClasses}
          value={want.hazard_class ?? null}
          options={named(meta.lists.hazard_classes)}
          disabled={disabled}
          onChange={(next: string | null) => onChange({ ...want, hazard_class: next || null })}
        />
      ) : null}
      {want.source === 'cases' || want.source === 'premises' ? (
        <Input
          aria-label={text.contains}
          placeholder={text.contains}
          style={{ width: 150 }}
          maxLength={40}
          value={want.contains ?? ''}
          disabled={disabled}
          onChange={(event) => onChange({ ...want, contains: event.target.value || null })}
        />
      ) : null}
      {want.source === 'cases' ? (
        <Checkbox
          checked={want.closed_only ?? false}
          disabled={disabled}
          onChange={(event) => onChange({ ...want, closed_only: event.target.checked })}
        >
          {text.closedOnly}
        </Checkbox>
      ) : null}
      {want.source === 'plan_reports' ? (
        <span className="soft">
          {text.planReports}
          {clauses === 0 ? <b className="danger-text"> {text.needsClause}</b> : null}
        </span>
      ) : null}
      {disabled ? null : (
        <Button type="text" size="small" aria-label={text.remove} icon={<DeleteOutlined />} onClick={onRemove} />
      )}
    </span>
  );
}
