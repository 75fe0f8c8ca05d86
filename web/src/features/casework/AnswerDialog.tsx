import { Form, Input, Radio } from 'antd';
import { useMemo } from 'react';
import { newKey } from '@/api/keys';
import type { CaseDetail, Reply, RequestLine } from '@/api/types';
import { t } from '@/i18n';
import { FormDialog } from '@/ui/FormDialog';
import { FileField } from '@/ui/fields/FileField';
import { answerRequest, useCaseChanged } from './queries';

interface Values {
  reply: Reply;
  opinion?: string;
  file?: string;
}
interface Props {
  detail: CaseDetail;
  line: RequestLine;
  onClose: () => void;
}

const text = t.casework.requests;
const CHOICES: Record<RequestLine['kind'], Reply[]> = {
  receipt: ['received'],
  opinion: ['agreed', 'remarks'],
  countersign: ['signed', 'refused'],
};

/** The answer of one's own body: a receipt, an opinion or a signature. */
export function AnswerDialog({ detail, line, onClose }: Props) {
  const changed = useCaseChanged();
  const key = useMemo(newKey, []);
  const choices = CHOICES[line.kind];
  return (
    <FormDialog<Values, CaseDetail>
      open
      title={`${line.name}${t.common.colon}${line.organisation}`}
      okText={text.answer[line.kind]}
      onClose={onClose}
      initial={choices.length === 1 ? { reply: choices[0] as Reply } : {}}
      send={(values) => answerRequest(detail.id, line.id, values, key)}
      onDone={(after) => {
        changed(after);
        onClose();
      }}
    >
      <p className="soft">{detail.title}</p>
      <Form.Item name="reply" label={text.reply} rules={[{ required: true, message: t.common.required }]}>
        <Radio.Group options={choices.map((value) => ({ value, label: text.replies[value] }))} />
      </Form.Item>
      <Form.Item noStyle dependencies={['reply']}>
        {({ getFieldValue }) => {
          const needed = ['remarks', 'refused'].includes(getFieldValue('reply'));
          return (
            <Form.Item
              name="opinion"
              label={needed ? text.reason : `${text.opinion} (${t.common.optional})`}
              rules={needed ? [{ required: true, whitespace: true, message: t.common.required }] : []}
            >
              <Input.TextArea autoSize={{ minRows: 3, maxRows: 10 }} maxLength={5000} />
            </Form.Item>
          );
        }}
      </Form.Item>
      {line.kind === 'receipt' ? null : (
        <Form.Item name="file" label={`${text.file} (${t.common.optional})`}>
          <FileField />
        </Form.Item>
      )}
    </FormDialog>
  );
}
