import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Form, Input, Radio, Segmented } from 'antd';
import { useState } from 'react';
import type { Organisation } from '@/api/types';
import { t } from '@/i18n';
import { FormDialog } from '@/ui/FormDialog';
import { DateItem } from '@/ui/fields/DateItem';
import { PostSelect } from '@/ui/fields/PostSelect';
import { today } from '@/ui/format';
import { OrganisationSelect } from './OrganisationSelect';
import { postsQuery, renameOrganisation, reorganise } from './queries';
import { type Change, requestOf, type Values } from './reorganiseBody';
import { SplitParts } from './SplitParts';

interface Props {
  open: boolean;
  all: Organisation[];
  chosen: string | undefined;
  onClose: () => void;
}

const text = t.system.organisations;
const required = { required: true, message: t.common.required };
const changes: Change[] = ['rename', 'merge', 'split', 'close'];

/** Renames, merges, splits or closes bodies on a day; old names stay in the records of their time. */
export function ReorganiseDialog({ open, all, chosen, onClose }: Props) {
  const [change, setChange] = useState<Change>('rename');
  const cache = useQueryClient();
  return (
    <FormDialog<Values, unknown>
      open={open}
      title={text.reorganise}
      onClose={onClose}
      width={680}
      initial={{ on: today(), successor: 'existing', ...(chosen ? { organisation: chosen, from: [chosen] } : {}) }}
      send={(values) => {
        const request = requestOf(change, values, all);
        return 'rename' in request ? renameOrganisation(request.id, request.rename) : reorganise(request.reorganise);
      }}
      onDone={() => {
        void cache.invalidateQueries();
        onClose();
      }}
    >
      <Segmented
        value={change}
        onChange={(next) => setChange(next as Change)}
        options={changes.map((value) => ({ value, label: text.kinds[value] }))}
      />
      <p className="soft">{text.kindHints[change]}</p>
      {change === 'merge' ? <MergeItems all={all} /> : <OneItem all={all} />}
      {change === 'rename' ? <NameItem label={text.newName} /> : null}
      {change === 'split' ? <SplitParts /> : null}
      {change === 'close' ? <CloseItems all={all} /> : null}
      <DateItem name="on" label={text.on} required />
      {change === 'rename' ? null : (
        <Form.Item name="basis" label={text.basis} rules={[required]}>
          <Input maxLength={200} />
        </Form.Item>
      )}
    </FormDialog>
  );
}

function NameItem({ label }: { label: string }) {
  return (
    <Form.Item name="name" label={label} rules={[required]}>
      <Input maxLength={120} />
    </Form.Item>
  );
}

const openCases = (all: Organisation[], ids: string[]) =>
  all.filter((one) => ids.includes(one.id)).reduce((sum, one) => sum + one.open_cases, 0);

function OneItem({ all }: { all: Organisation[] }) {
  const id: string | undefined = Form.useWatch('organisation');
  const open = openCases(all, id ? [id] : []);
  return (
    <Form.Item
      name="organisation"
      label={text.title}
      rules={[required]}
      extra={open > 0 ? text.moved(open) : undefined}
    >
      <OrganisationSelect all={all} />
    </Form.Item>
  );
}

function MergeItems({ all }: { all: Organisation[] }) {
  const from: string[] = Form.useWatch('from') ?? [];
  const successor = Form.useWatch('successor');
  const open = openCases(all, from);
  return (
    <>
      <Form.Item name="from" label={text.from} rules={[required]} extra={open > 0 ? text.moved(open) : undefined}>
        <OrganisationSelect all={all} multiple />
      </Form.Item>
      <Form.Item name="successor" label={text.into}>
        <Radio.Group
          options={(['existing', 'new'] as const).map((value) => ({ value, label: text.successors[value] }))}
        />
      </Form.Item>
      {successor === 'new' ? (
        <NameItem label={text.newName} />
      ) : (
        <Form.Item name="into" rules={[required]}>
          <OrganisationSelect all={all.filter((one) => !from.includes(one.id))} />
        </Form.Item>
      )}
    </>
  );
}

/** Who takes people and bodies, and, post by post, who takes the open work. */
function CloseItems({ all }: { all: Organisation[] }) {
  const id: string | undefined = Form.useWatch('organisation');
  const posts = useQuery(postsQuery);
  const own = (posts.data ?? []).filter((post) => post.org.id === id);
  return (
    <>
      <Form.Item name="heir" label={text.heir}>
        <OrganisationSelect all={all.filter((one) => one.id !== id)} />
      </Form.Item>
      {own.map((post) => (
        <Form.Item key={post.id} name={['posts', post.id]} label={text.takesOver(post.name)}>
          <PostSelect />
        </Form.Item>
      ))}
    </>
  );
}
