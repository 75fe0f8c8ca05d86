import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { App } from 'antd';
import type { PremisesDetail, PremisesInput } from '@/api/types';
import { useGo } from '@/app/navigation';
import { t } from '@/i18n';
import { Page } from '@/ui/Page';
import { ErrorState, Loading } from '@/ui/states';
import { PremisesForm } from './PremisesForm';
import { changePremises, premisesQuery } from './queries';
import './registry.css';

export default function EditPremisesPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useQuery(premisesQuery(id));
  if (query.isPending) return <Loading />;
  if (query.isError) return <ErrorState error={query.error} onRetry={query.refetch} />;
  return <Edit premises={query.data} />;
}

function Edit({ premises }: { premises: PremisesDetail }) {
  const { message } = App.useApp();
  const cache = useQueryClient();
  const go = useGo();
  const change = useMutation({
    mutationFn: (input: PremisesInput) => changePremises(premises.id, { ...input, version: premises.version }),
    onSuccess: (after) => {
      void cache.invalidateQueries({ queryKey: ['premises'] });
      cache.setQueryData(premisesQuery(premises.id).queryKey, after);
      message.success(t.common.saved);
      go(`/premises/${premises.id}`);
    },
    onError: () => cache.invalidateQueries({ queryKey: premisesQuery(premises.id).queryKey }),
  });
  return (
    <Page title={t.registry.form.edit} subtitle={premises.name} permission="premises.write">
      <PremisesForm initial={premises} busy={change.isPending} error={change.error} onSubmit={change.mutate} />
    </Page>
  );
}
