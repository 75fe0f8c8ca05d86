import { PlusOutlined } from '@ant-design/icons';
import { Button, Form, Input, Select } from 'antd';
import type { ResponsibleInput, ResponsibleRow } from '@/api/types';
import { useMeta } from '@/features/access/queries';
import { t } from '@/i18n';
import { FormDialog } from '@/ui/FormDialog';
import { DateItem } from '@/ui/fields/DateItem';
import { Panel } from '@/ui/Page';
import { EmptyState } from '@/ui/states';
import { saveResponsible, voidResponsible } from './queries';
import { RowTools } from './RowTools';
import { span } from './span';
import { useRecords } from './useRecords';
import { VoidDialog } from './VoidDialog';

const text = t.registry.file;
const required = { required: true, message: t.common.required };

interface Props {
  rows: ResponsibleRow[];
  unit: string | undefined;
  mayWrite: boolean;
}

/** Who holds the unit's fire-safety posts. */
export function Responsibles({ rows, unit, mayWrite }: Props) {
  const records = useRecords<ResponsibleRow>();
  const posts = useMeta().lists.unit_posts ?? [];
  const current = records.editing === 'new' ? undefined : records.editing;
  const add = (
    <Button size="small" icon={<PlusOutlined />} onClick={() => records.edit('new')}>
      {text.addResponsible}
    </Button>
  );
  return (
    <Panel title={text.responsibles} extra={mayWrite && unit ? add : null}>
      {rows.length > 0 ? (
        <ul className="people-list">
          {rows.map((row) => (
            <li key={row.id} className={row.in_force ? '' : 'lease--ended'}>
              <span className="people-list__post">{row.role_name}</span>
              <strong>{row.name}</strong>
              {row.phone ? <span className="num">{row.phone}</span> : null}
              {row.certificate ? <span className="soft">{`${text.certificate} ${row.certificate}`}</span> : null}
              <span className="soft num">{span(row.since, row.until)}</span>
              {mayWrite ? <RowTools onEdit={() => records.edit(row)} onVoid={() => records.drop(row)} /> : null}
            </li>
          ))}
        </ul>
      ) : (
        <EmptyState title={unit ? text.responsiblesNone : text.noUnit} />
      )}
      <FormDialog<ResponsibleInput, unknown>
        open={records.editing !== undefined}
        title={current ? text.editResponsible : text.addResponsible}
        onClose={records.close}
        initial={current ?? {}}
        send={(values) =>
          saveResponsible(current?.id, { ...values, unit_id: unit ?? '', version: current?.version ?? 0 })
        }
        onDone={records.done}
      >
        <Form.Item name="role" label={text.post} rules={[required]}>
          <Select
            options={posts.map(({ code, name }) => ({ value: code, label: name }))}
            placeholder={t.common.choose}
          />
        </Form.Item>
        <div className="form-pair">
          <Form.Item name="name" label={text.person} rules={[required]}>
            <Input maxLength={50} />
          </Form.Item>
          <Form.Item name="phone" label={text.phone}>
            <Input maxLength={30} />
          </Form.Item>
        </div>
        <Form.Item name="certificate" label={text.certificate}>
          <Input maxLength={50} />
        </Form.Item>
        <div className="form-pair">
          <DateItem name="since" label={text.startsOn} />
          <DateItem name="until" label={text.endsOn} />
        </div>
      </FormDialog>
      <VoidDialog
        name={records.voiding?.name}
        send={(reason) =>
          voidResponsible(records.voiding?.id ?? '', { version: records.voiding?.version ?? 0, reason })
        }
        onClose={records.close}
        onDone={records.done}
      />
    </Panel>
  );
}
