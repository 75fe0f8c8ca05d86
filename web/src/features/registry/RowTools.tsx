import { Button } from 'antd';
import { t } from '@/i18n';

/** Change and void, beside a row of a list. */
export function RowTools({ onEdit, onVoid }: { onEdit: () => void; onVoid: () => void }) {
  return (
    <span className="row-tools no-print">
      <Button type="link" size="small" onClick={onEdit}>
        {t.common.edit}
      </Button>
      <Button type="link" size="small" onClick={onVoid}>
        {t.registry.void.title}
      </Button>
    </span>
  );
}
