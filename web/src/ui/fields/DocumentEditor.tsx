import { DatePicker, Input } from 'antd';
import type { Rule } from 'antd/es/form';
import dayjs from 'dayjs';
import { t } from '@/i18n';

/** A paper that exists. */
export interface Paper {
  title?: string;
  number?: string;
  date?: string;
}

const text = t.casework.act.paper;

/** All of it or none of it. */
export const documentRule: Rule = {
  validator: (_, paper?: Paper) => {
    if (!paper || (!paper.title && !paper.number && !paper.date)) return Promise.resolve();
    const whole = paper.title?.trim() && paper.number?.trim() && paper.date;
    return whole ? Promise.resolve() : Promise.reject(new Error(text.short));
  },
};

interface Props {
  id?: string;
  value?: Paper;
  onChange?: (paper: Paper | undefined) => void;
}

/** Title, number (文号) and day of a paper. */
export function DocumentEditor({ id, value, onChange }: Props) {
  const change = (part: Paper) => {
    const next = { ...value, ...part };
    onChange?.(next.title || next.number || next.date ? next : undefined);
  };
  return (
    <div className="stack stack--tight" id={id}>
      <Input
        value={value?.title}
        placeholder={text.title}
        aria-label={text.title}
        maxLength={200}
        onChange={(event) => change({ title: event.target.value })}
      />
      <div className="row">
        <Input
          className="grow"
          value={value?.number}
          placeholder={text.number}
          aria-label={text.number}
          maxLength={100}
          onChange={(event) => change({ number: event.target.value })}
        />
        <DatePicker
          style={{ width: 160 }}
          value={value?.date ? dayjs(value.date) : null}
          placeholder={text.date}
          aria-label={text.date}
          onChange={(day) => change({ date: day?.format('YYYY-MM-DD') ?? '' })}
        />
      </div>
    </div>
  );
}

/** A paper in one line. */
export function paperText(value: unknown): string {
  const { title, number, date } = (value ?? {}) as Paper;
  return [title, number, date].filter(Boolean).join(t.common.space);
}
