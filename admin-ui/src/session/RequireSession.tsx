import { Button, Result } from 'antd';
import type { ReactNode } from 'react';
import { Navigate, useLocation } from 'react-router';
import { textOf } from '../api/problem';
import { PageLoading } from '../app/PageLoading';
import { useSession } from './useSession';
import { signInPath } from './wantedPath';

/** Shows its content to those signed in; sends others to the sign-in page and back afterwards. */
export function RequireSession({ children }: { children: ReactNode }) {
  const location = useLocation();
  const session = useSession();
  if (session.data) {
    return children;
  }
  if (session.data === null) {
    return <Navigate replace to={signInPath(location.pathname + location.search)} />;
  }
  if (session.isError) {
    return (
      <Result
        status="warning"
        title="无法进入管理后台"
        subTitle={textOf(session.error)}
        extra={
          <Button type="primary" onClick={() => void session.refetch()}>
            重试
          </Button>
        }
      />
    );
  }
  return <PageLoading />;
}
