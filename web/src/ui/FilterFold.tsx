import { FilterOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { t } from '@/i18n';
import { usePhone } from './useMedia';

/** Filters in a row on the desk, folded away on a phone where the list matters more. */
export function FilterFold({ count, children }: { count: string; children: ReactNode }) {
  const phone = usePhone();
  const row = (
    <div className="filters no-print">
      {children}
      <strong className="filters__count num" aria-live="polite">
        {phone ? '' : count}
      </strong>
    </div>
  );
  if (!phone) return row;
  return (
    <details className="fold">
      <summary>
        <FilterOutlined />
        {t.common.filter}
        <strong className="num">{count}</strong>
      </summary>
      {row}
    </details>
  );
}
