import { Result } from 'antd';
import { Link } from 'react-router';
import { usePageTitle } from './usePageTitle';

export function Component() {
  usePageTitle('页面不存在');
  return (
    <Result
      status="404"
      title="页面不存在"
      subTitle="请检查地址是否正确。"
      extra={<Link to="/">回到首页</Link>}
    />
  );
}
