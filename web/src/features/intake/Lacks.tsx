import { Alert } from 'antd';
import { t } from '@/i18n';
import type { Lack } from './mapping';

const { mapping: text, fields } = t.intake;

function words(lack: Lack): string {
  if (lack.is === 'table') return text.missingTable;
  const field = fields[lack.field] ?? lack.field;
  if (lack.is === 'twice') return text.doubled(lack.sheet, field);
  return text.missingField(lack.sheet, field) + (lack.orDefault ? text.orDefault : '');
}

/** What is still missing before the rows can be checked. */
export function Lacks({ lacks }: { lacks: Lack[] }) {
  if (lacks.length === 0) return <Alert type="success" showIcon title={text.complete} />;
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={text.missing}
      description={
        <ul className="problem-fields">
          {lacks.map((lack) => (
            <li key={words(lack)}>{words(lack)}</li>
          ))}
        </ul>
      }
    />
  );
}
