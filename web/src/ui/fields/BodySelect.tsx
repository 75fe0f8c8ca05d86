import { useQuery } from '@tanstack/react-query';
import { client, take } from '@/api/client';
import { t } from '@/i18n';
import { type PickProps, PickSelect, useTyped } from './PickSelect';

/** Chooses organisations by name, also outside one's own area. */
export function BodySelect(props: PickProps) {
  const [q, setTyped] = useTyped();
  const bodies = useQuery({
    queryKey: ['pick', 'organisations', q],
    queryFn: () => take(client.GET('/pick/organisations', { params: { query: q ? { q } : {} } })),
    placeholderData: (before) => before,
  });
  const options = (bodies.data ?? []).map((body) => ({
    value: body.id,
    label: t.casework.act.bodyLine(body.name, body.region_name),
  }));
  return (
    <PickSelect
      {...props}
      options={options}
      loading={bodies.isFetching}
      onSearch={setTyped}
      placeholder={t.casework.act.body}
    />
  );
}
