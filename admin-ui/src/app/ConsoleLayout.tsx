import { DownOutlined, FileSearchOutlined, LogoutOutlined, MenuOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { App as AntdApp, Button, Drawer, Dropdown, Grid, Layout, Menu } from 'antd';
import { Suspense, useEffect, useState } from 'react';
import { Outlet, useLocation } from 'react-router';
import { api } from '../api/client';
import { textOf } from '../api/problem';
import { RequireSession } from '../session/RequireSession';
import { useSession } from '../session/useSession';
import { Brand } from './Brand';
import { entryOf, menu } from './menu';
import { PageLoading } from './PageLoading';

export function Component() {
  return (
    <RequireSession>
      <AntdApp>
        <Console />
      </AntdApp>
    </RequireSession>
  );
}

function Console() {
  const wide = Grid.useBreakpoint().md ?? true;
  const { pathname } = useLocation();
  const [open, setOpen] = useState(false);
  useEffect(() => setOpen(false), [pathname]);
  const navigation = (
    <nav aria-label="主菜单">
      <Menu mode="inline" items={menu} selectedKeys={[entryOf(pathname)]} />
    </nav>
  );

  return (
    <Layout className="console">
      <a className="skip-link" href="#main">
        跳到主要内容
      </a>
      {wide ? (
        <Layout.Sider className="console-sider" theme="light" width={216}>
          <Brand />
          {navigation}
        </Layout.Sider>
      ) : (
        <Drawer
          className="console-drawer"
          placement="left"
          size={264}
          open={open}
          onClose={() => setOpen(false)}
          title={<Brand />}
          aria-label="主菜单"
          styles={{ body: { padding: 0 } }}
        >
          {navigation}
        </Drawer>
      )}
      <Layout>
        <Layout.Header className="console-header">
          {!wide && (
            <>
              <Button
                type="text"
                icon={<MenuOutlined />}
                aria-label="打开菜单"
                onClick={() => setOpen(true)}
              />
              <Brand />
            </>
          )}
          <div className="console-header-end">
            <Button
              type="text"
              href="/api/docs"
              target="_blank"
              rel="noopener"
              icon={<FileSearchOutlined aria-hidden />}
              aria-label="接口文档"
            >
              {wide && '接口文档'}
            </Button>
            <Account />
          </div>
        </Layout.Header>
        <main id="main" className="console-main" tabIndex={-1}>
          <Suspense fallback={<PageLoading />}>
            <Outlet />
          </Suspense>
        </main>
      </Layout>
    </Layout>
  );
}

function Account() {
  const { data: session } = useSession();
  const { message } = AntdApp.useApp();
  const signOut = useMutation({
    mutationFn: () => api.delete('/session'),
    // A new page holds nothing of what this account has seen or typed.
    onSuccess: () => window.location.assign('/sign-in'),
    onError: (error) => void message.error(textOf(error)),
  });
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: 'account', label: `账号：${session?.account ?? ''}`, disabled: true },
          { type: 'divider' },
          { key: 'sign-out', label: '退出登录', icon: <LogoutOutlined />, onClick: () => signOut.mutate() },
        ],
      }}
    >
      <Button type="text" loading={signOut.isPending}>
        {session?.name}
        <DownOutlined aria-hidden />
      </Button>
    </Dropdown>
  );
}
