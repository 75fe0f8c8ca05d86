import { SearchOutlined } from '@ant-design/icons';
import { Input } from 'antd';
import { useEffect, useState } from 'react';
import { t } from '@/i18n';
import { useDebounced } from './useDebounced';

interface Props {
  value: string | undefined;
  onChange: (text: string | undefined) => void;
  placeholder: string;
  width?: number | string;
}

/** A search field that reports when the typing pauses; "/" focuses it. */
export function SearchBox({ value, onChange, placeholder, width = 260 }: Props) {
  const [typed, setTyped] = useState(value ?? '');
  const settled = useDebounced(typed, 300);
  // biome-ignore lint/correctness/useExhaustiveDependencies: reports what was typed, not what came from the address
  useEffect(() => {
    const text = settled.trim();
    if (text !== (value ?? '')) onChange(text || undefined);
  }, [settled]);
  useEffect(() => {
    if (value === undefined) setTyped('');
  }, [value]);
  return (
    <div data-search style={{ width, maxWidth: '100%' }}>
      <Input
        type="search"
        prefix={<SearchOutlined />}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        placeholder={placeholder}
        aria-label={placeholder}
        title={t.common.searchHint}
        allowClear
      />
    </div>
  );
}
