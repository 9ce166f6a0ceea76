import type { ReactNode } from 'react';
import { usePageTitle } from './usePageTitle';

interface PageHeadProps {
  title: string;
  note?: ReactNode;
  children?: ReactNode;
}

/** A page's heading with its actions; sets the tab's title too. */
export function PageHead({ title, note, children }: PageHeadProps) {
  usePageTitle(title);
  return (
    <>
      <div className="page-head">
        <h1>{title}</h1>
        {children && <div className="page-head-actions">{children}</div>}
      </div>
      {note && <p className="page-note">{note}</p>}
    </>
  );
}
