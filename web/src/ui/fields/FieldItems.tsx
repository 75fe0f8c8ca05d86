import { Checkbox, DatePicker, Form, Input, InputNumber, Select } from 'antd';
import type { Rule } from 'antd/es/form';
import dayjs, { type Dayjs } from 'dayjs';
import type { ReactElement } from 'react';
import type { Field, Meta } from '@/api/types';
import { useMeta } from '@/features/access/queries';
import { t } from '@/i18n';
import { BodySelect } from './BodySelect';
import { DepartmentSelect } from './DepartmentSelect';
import { DocumentEditor, documentRule } from './DocumentEditor';
import { FileField } from './FileField';
import { choicesOf } from './fieldText';
import { PeopleEditor, peopleRule } from './PeopleEditor';
import { PostSelect } from './PostSelect';

interface Props {
  fields: Field[];
  /** Least number of people in fields of type `people`. */
  collectiveMin?: number | undefined;
  /** Path of the values inside the form. */
  prefix?: string;
}

/** A form made from field definitions; the form's values are what goes over the wire. */
export function FieldItems({ fields, collectiveMin, prefix }: Props) {
  const { lists } = useMeta();
  return fields.map((field) => (
    <Form.Item
      key={field.code}
      name={prefix ? [prefix, field.code] : field.code}
      label={field.label}
      required={field.required ?? false}
      extra={field.hint ?? undefined}
      rules={rulesOf(field, collectiveMin)}
      {...converters(field)}
    >
      {inputOf(field, lists, collectiveMin)}
    </Form.Item>
  ));
}

function rulesOf(field: Field, collectiveMin?: number): Rule[] {
  const rules: Rule[] = [];
  if (field.required && field.type !== 'people') rules.push({ required: true, message: t.common.required });
  if (field.required && (field.type === 'text' || field.type === 'long_text')) {
    rules.push({ whitespace: true, message: t.common.required });
  }
  if (field.max && (field.type === 'text' || field.type === 'long_text')) {
    rules.push({ max: field.max, message: t.common.tooLong(field.max) });
  }
  if (field.type === 'integer' && (field.min != null || field.max != null)) {
    const message = t.common.numberRange(String(field.min ?? t.common.dash), String(field.max ?? t.common.dash));
    rules.push({ type: 'number', ...bounds(field), message });
  }
  if (field.type === 'document') rules.push(documentRule);
  if (field.type === 'people') rules.push(peopleRule(collectiveMin ?? (field.required ? 1 : 0)));
  return rules;
}

const bounds = (field: Field) => ({
  ...(field.min != null ? { min: field.min } : {}),
  ...(field.max != null ? { max: field.max } : {}),
});

function converters(field: Field) {
  if (field.type === 'date') {
    return {
      getValueProps: (value?: string) => ({ value: value ? dayjs(value) : null }),
      normalize: (value: Dayjs | null) => value?.format('YYYY-MM-DD'),
    };
  }
  return field.type === 'boolean' ? { valuePropName: 'checked' } : {};
}

function inputOf(field: Field, lists: Meta['lists'], collectiveMin?: number): ReactElement {
  switch (field.type) {
    case 'long_text':
      return <Input.TextArea autoSize={{ minRows: 3, maxRows: 10 }} {...lengthOf(field)} />;
    case 'integer':
      return <InputNumber precision={0} style={{ width: 160 }} {...bounds(field)} />;
    case 'date':
      return <DatePicker style={{ width: 180 }} />;
    case 'boolean':
      return <Checkbox>{t.common.yes}</Checkbox>;
    case 'choice':
      return <ChoiceSelect field={field} lists={lists} />;
    case 'choices':
      return <ChoiceSelect field={field} lists={lists} multiple />;
    case 'people':
      return <PeopleEditor min={collectiveMin ?? 1} />;
    case 'post':
      return <PostSelect />;
    case 'posts':
      return <PostSelect multiple />;
    case 'organisation':
      return <BodySelect />;
    case 'organisations':
      return <BodySelect multiple />;
    case 'department':
      return <DepartmentSelect />;
    case 'departments':
      return <DepartmentSelect multiple />;
    case 'document':
      return <DocumentEditor />;
    case 'file':
      return <FileField />;
    default:
      return <Input {...lengthOf(field)} />;
  }
}

const lengthOf = (field: Field) => (field.max ? { showCount: true, count: { show: true, max: field.max } } : {});

interface ChoiceProps {
  field: Field;
  lists: Meta['lists'];
  multiple?: boolean;
}

/** antd hands `value`, `onChange` and `id` to the child of a form item; they pass through. */
function ChoiceSelect({ field, lists, multiple, ...bound }: ChoiceProps) {
  const options = choicesOf(field, lists)
    .filter((choice) => !choice.disabled)
    .map(({ value, label, basis }) => ({ value, label, title: basis ?? label }));
  return (
    <Select
      {...bound}
      options={options}
      placeholder={t.common.choose}
      showSearch={{ optionFilterProp: 'label' }}
      allowClear={!field.required}
      {...(multiple ? { mode: 'multiple' as const } : {})}
    />
  );
}
