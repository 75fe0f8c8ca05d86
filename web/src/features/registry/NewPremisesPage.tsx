import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useMemo } from 'react';
import { newKey } from '@/api/keys';
import type { PremisesInput } from '@/api/types';
import { useGo } from '@/app/navigation';
import { t } from '@/i18n';
import { Page } from '@/ui/Page';
import { PremisesForm } from './PremisesForm';
import { createPremises } from './queries';
import './registry.css';

export default function NewPremisesPage() {
  const { message } = App.useApp();
  const cache = useQueryClient();
  const go = useGo();
  const key = useMemo(newKey, []);
  const create = useMutation({
    mutationFn: (input: PremisesInput) => createPremises(input, key),
    onSuccess: (made) => {
      void cache.invalidateQueries({ queryKey: ['premises'] });
      message.success(t.common.saved);
      go(`/premises/${made.id}`);
    },
  });
  return (
    <Page title={t.registry.form.create} permission="premises.write">
      <PremisesForm busy={create.isPending} error={create.error} onSubmit={create.mutate} />
    </Page>
  );
}
