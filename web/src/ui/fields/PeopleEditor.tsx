import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import type { Rule } from 'antd/es/form';
import type { Person3 } from '@/api/types';
import { t } from '@/i18n';

const text = t.casework.act.people;
const named = (people: Person3[] | undefined) => (people ?? []).filter((person) => person.name?.trim());

/** A collective decision names everybody who took part, and nobody twice. */
export function peopleRule(min: number): Rule {
  return {
    validator: (_, people?: Person3[]) => {
      const names = named(people).map((person) => person.name.trim());
      if (names.length < min) return Promise.reject(new Error(text.short(min)));
      if (new Set(names).size < names.length) return Promise.reject(new Error(text.twice));
      return Promise.resolve();
    },
  };
}

interface Props {
  id?: string;
  value?: Person3[];
  onChange?: (people: Person3[]) => void;
  min: number;
}

/** Rows of name and title; as many rows as the law asks for are there from the start. */
export function PeopleEditor({ id, value, onChange, min }: Props) {
  const blank = Array.from({ length: Math.max(0, min - (value?.length ?? 0)) }, () => ({ name: '', title: '' }));
  const people = [...(value ?? []), ...blank];
  const change = (at: number, part: Partial<Person3>) =>
    onChange?.(people.map((person, index) => (index === at ? { ...person, ...part } : person)));
  return (
    <div className="people" id={id}>
      <div className="soft">{text.need(min)}</div>
      {people.map((person, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
        <div className="people__row" key={at}>
          <span className="num soft">{at + 1}</span>
          <Input
            value={person.name}
            placeholder={text.name}
            aria-label={`${text.name} ${at + 1}`}
            maxLength={30}
            onChange={(event) => change(at, { name: event.target.value })}
          />
          <Input
            value={person.title}
            placeholder={text.title}
            aria-label={`${text.title} ${at + 1}`}
            maxLength={50}
            onChange={(event) => change(at, { title: event.target.value })}
          />
          <Button
            type="text"
            icon={<DeleteOutlined />}
            aria-label={t.common.remove}
            disabled={people.length <= min}
            onClick={() => onChange?.(people.filter((_, index) => index !== at))}
          />
        </div>
      ))}
      <div className="row">
        <Button size="small" icon={<PlusOutlined />} onClick={() => onChange?.([...people, { name: '', title: '' }])}>
          {text.add}
        </Button>
        <span className="soft">{text.counted(named(value).length, min)}</span>
      </div>
    </div>
  );
}
