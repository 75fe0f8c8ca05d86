import { FolderOpenOutlined, LockOutlined, WarningOutlined } from '@ant-design/icons';
import { Button, Spin } from 'antd';
import type { ReactNode } from 'react';
import { ApiError } from '@/api/client';
import { t } from '@/i18n';
import { ProblemFields, problemText } from './problem';

export function Loading({ page = false }: { page?: boolean }) {
  return (
    <div className={page ? 'state state--page' : 'state'} role="status">
      <Spin />
      <p>{t.common.loading}</p>
    </div>
  );
}

interface EmptyProps {
  title?: string;
  text?: string;
  children?: ReactNode;
}

export function EmptyState({ title = t.common.empty.title, text, children }: EmptyProps) {
  return (
    <div className="state">
      <FolderOpenOutlined className="state__icon" />
      <p className="state__title">{title}</p>
      {text ? <p>{text}</p> : null}
      {children}
    </div>
  );
}

/** What went wrong in the server's words, which fields to mend, the hint, and another try. */
export function ErrorState({ error, onRetry }: { error: Error; onRetry?: () => unknown }) {
  const problem = error instanceof ApiError ? error.problem : undefined;
  if (problem?.status === 403) return <NoPermission text={problemText(error)} />;
  return (
    <div className="state" role="alert">
      <WarningOutlined className="state__icon state__icon--danger" />
      <p className="state__title">{t.common.error.title}</p>
      <p>{problemText(error)}</p>
      {problem ? <ProblemFields problem={problem} /> : null}
      {onRetry ? <Button onClick={() => onRetry()}>{t.common.error.retry}</Button> : null}
    </div>
  );
}

export function NoPermission({ text }: { text: string }) {
  return (
    <div className="state">
      <LockOutlined className="state__icon" />
      <p className="state__title">{t.common.noPermission.title}</p>
      <p>{text}</p>
    </div>
  );
}
