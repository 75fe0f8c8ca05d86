import { UploadOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Upload } from 'antd';
import type { PlanDocument } from '@/api/types';
import { t } from '@/i18n';
import { ErrorNote } from '@/ui/ErrorNote';
import { documentQuery, uploadDocument } from './queries';

/** Takes a work-points document; the outline comes back in the answer. */
export function UploadBox({ compact, onDone }: { compact: boolean; onDone: (document: PlanDocument) => void }) {
  const { message } = App.useApp();
  const cache = useQueryClient();
  const upload = useMutation({
    mutationFn: uploadDocument,
    onSuccess: (made) => {
      cache.setQueryData(documentQuery(made.id).queryKey, made);
      void cache.invalidateQueries({ queryKey: ['plan', 'documents'] });
      void cache.invalidateQueries({ queryKey: ['overview'] });
      message.success(t.plan.uploaded);
      onDone(made);
    },
  });
  return (
    <div className="no-print">
      <Upload.Dragger
        className={compact ? 'plan-upload plan-upload--compact' : 'plan-upload'}
        accept=".txt,.docx"
        showUploadList={false}
        disabled={upload.isPending}
        beforeUpload={(file) => {
          if (/\.(txt|docx)$/i.test(file.name)) upload.mutate(file);
          else message.error(t.plan.badType);
          return false;
        }}
      >
        <p className="plan-upload__title">
          <UploadOutlined /> {upload.isPending ? t.plan.uploading : t.plan.uploadHint}
        </p>
        <p className="soft plan-upload__rule">{t.plan.uploadRule}</p>
      </Upload.Dragger>
      {upload.isError ? <ErrorNote error={upload.error} /> : null}
    </div>
  );
}
