import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Space } from 'antd';
import { useState } from 'react';
import { useGo } from '@/app/navigation';
import { t } from '@/i18n';
import { problemText } from '@/ui/problem';
import { copyForm } from './queries';
import { SendDialog } from './SendDialog';
import type { FormRow } from './types';

const text = t.report;

/** What may be done with a table in a list: send it, copy it, keep it as a template. */
export function FormTools({ form }: { form: FormRow }) {
  const [sending, setSending] = useState(false);
  const cache = useQueryClient();
  const go = useGo();
  const { message } = App.useApp();
  const copy = useMutation({
    mutationFn: (template: boolean) => copyForm(form.id, { title: form.title, template }),
    onSuccess: (made, template) => {
      message.success(text.design.copied);
      void cache.invalidateQueries({ queryKey: ['reports', 'forms'] });
      if (!template) go(`/reports/forms/${made.id}`);
    },
    onError: (error) => void message.error(problemText(error)),
  });
  return (
    <Space size={4} wrap>
      {form.template ? null : (
        <Button size="small" type="primary" onClick={() => setSending(true)}>
          {text.send.button}
        </Button>
      )}
      <Button size="small" onClick={() => copy.mutate(false)} loading={copy.isPending}>
        {text.design.copy}
      </Button>
      {form.template ? null : (
        <Button size="small" onClick={() => copy.mutate(true)} loading={copy.isPending}>
          {text.design.asTemplate}
        </Button>
      )}
      <SendDialog form={form} open={sending} onClose={() => setSending(false)} />
    </Space>
  );
}
