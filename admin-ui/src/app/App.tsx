import { QueryClientProvider, type QueryClient } from '@tanstack/react-query';
import { ConfigProvider } from 'antd';
import zhCN from 'antd/es/locale/zh_CN';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import type { ComponentProps } from 'react';
import { RouterProvider } from 'react-router';
import { theme } from './theme';

dayjs.locale('zh-cn');

interface AppProps {
  client: QueryClient;
  router: ComponentProps<typeof RouterProvider>['router'];
}

export function App({ client, router }: AppProps) {
  return (
    <ConfigProvider locale={zhCN} theme={theme} button={{ autoInsertSpace: false }}>
      <QueryClientProvider client={client}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </ConfigProvider>
  );
}
