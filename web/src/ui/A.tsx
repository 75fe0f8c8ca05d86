import type { CSSProperties, ReactNode } from 'react';
import { useHref } from '@/app/navigation';

interface Props {
  href: string;
  children: ReactNode;
  className?: string;
  style?: CSSProperties;
  title?: string;
  'aria-current'?: 'page';
  'aria-label'?: string;
}

/** A link inside the application, by address. */
export function A({ href, children, ...rest }: Props) {
  return (
    <a {...useHref()(href)} {...rest}>
      {children}
    </a>
  );
}
