import { type ReactNode, useEffect } from 'react';
import { useCan, useMeta } from '@/features/access/queries';
import { t } from '@/i18n';
import { NoPermission } from './states';

interface Props {
  title: string;
  subtitle?: ReactNode;
  /** Buttons at the right of the title. */
  tools?: ReactNode;
  permission?: string;
  children: ReactNode;
}

/** The frame of a page: title, tools, and the permission it needs. */
export function Page({ title, subtitle, tools, permission, children }: Props) {
  const can = useCan();
  const { permissions } = useMeta();
  useEffect(() => {
    document.title = `${title} · ${t.common.product}`;
  }, [title]);
  if (permission && !can(permission)) {
    const name = permissions.find((entry) => entry.code === permission)?.name ?? permission;
    return <NoPermission text={t.common.noPermission.text(name)} />;
  }
  return (
    <>
      <div className="page-head">
        <h1>{title}</h1>
        {subtitle ? <div className="page-head__sub">{subtitle}</div> : null}
        {tools ? <div className="page-head__tools no-print">{tools}</div> : null}
      </div>
      {children}
    </>
  );
}

interface PanelProps {
  title?: ReactNode;
  extra?: ReactNode;
  children: ReactNode;
  className?: string;
  flush?: boolean;
}

/** A bordered part of a page. */
export function Panel({ title, extra, children, className = '', flush = false }: PanelProps) {
  return (
    <section className={`panel ${className}`}>
      {title ? (
        <div className="panel__head">
          <h2>{title}</h2>
          {extra ? <div className="panel__extra">{extra}</div> : null}
        </div>
      ) : null}
      <div className={flush ? 'panel__body panel__body--flush' : 'panel__body'}>{children}</div>
    </section>
  );
}
