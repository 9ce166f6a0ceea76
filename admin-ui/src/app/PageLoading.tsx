import { Spin } from 'antd';

export function PageLoading() {
  return (
    <div className="page-loading" role="status" aria-label="正在加载">
      <Spin size="large" />
    </div>
  );
}
