import { Button, Result } from 'antd';
import { useRouteError } from 'react-router';
import { textOf } from '../api/problem';

/** A page that broke, or whose code could not be loaded (a new version was installed meanwhile). */
export function RouteError() {
  const error = useRouteError();
  const stale = error instanceof TypeError && /import|module/i.test(error.message);
  return (
    <Result
      status="error"
      title={stale ? '页面已更新' : '页面出错了'}
      subTitle={stale ? '平台已升级，请刷新后继续。' : textOf(error)}
      extra={
        <Button type="primary" onClick={() => window.location.reload()}>
          刷新
        </Button>
      }
    />
  );
}
