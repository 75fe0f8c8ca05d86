import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { client, take } from '@/api/client';
import { t } from '@/i18n';
import { useDebounced } from '../useDebounced';

interface Props {
  id?: string;
  value?: string;
  onChange?: (id: string) => void;
}

/** Chooses a post by its name, body or place. */
export function PostSelect({ id, value, onChange }: Props) {
  const [typed, setTyped] = useState('');
  const q = useDebounced(typed.trim(), 250);
  const posts = useQuery({
    queryKey: ['posts', 'pick', q],
    queryFn: () => take(client.GET('/posts', { params: { query: q ? { q, limit: 30 } : { limit: 30 } } })),
  });
  return (
    <Select
      {...(id ? { id } : {})}
      value={value ?? null}
      onChange={onChange as (id: string | null) => void}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      loading={posts.isFetching}
      placeholder={t.casework.act.post}
      options={(posts.data?.items ?? []).map((post) => ({
        value: post.id,
        label: t.shell.postLine(post.org.name, post.name, post.region_name),
      }))}
    />
  );
}
