import { LockOutlined, UserOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Form, Input } from 'antd';
import { Navigate, useSearchParams } from 'react-router';
import { api } from '../api/client';
import { textOf } from '../api/problem';
import { sessionKey } from '../api/queryClient';
import type { SessionView, SignInRequest } from '../api/types';
import { Brand } from '../app/Brand';
import { PageLoading } from '../app/PageLoading';
import { usePageTitle } from '../app/usePageTitle';
import { useSession } from './useSession';
import { wantedPath } from './wantedPath';
import './signIn.css';

export function Component() {
  usePageTitle('登录');
  const [search] = useSearchParams();
  const client = useQueryClient();
  const session = useSession();
  const signIn = useMutation({
    mutationFn: (credentials: SignInRequest) => api.post<SessionView>('/session', credentials),
    onSuccess: (view) => {
      // What the account before has seen is not for this one.
      client.removeQueries({ predicate: (query) => query.queryKey[0] !== sessionKey[0] });
      client.setQueryData(sessionKey, view);
    },
  });

  if (session.data) {
    return <Navigate replace to={wantedPath(search)} />;
  }
  if (session.isPending) {
    return <PageLoading />;
  }
  return (
    <main className="sign-in">
      <section className="sign-in-card" aria-labelledby="sign-in-title">
        <Brand />
        <h1 id="sign-in-title">登录管理后台</h1>
        {search.has('to') && !signIn.isError && (
          <Alert type="info" showIcon title="请登录后继续，登录后会回到刚才的页面。" />
        )}
        {signIn.isError && <Alert type="error" showIcon role="alert" title={textOf(signIn.error)} />}
        <Form<SignInRequest>
          layout="vertical"
          size="large"
          requiredMark={false}
          onFinish={(credentials) => signIn.mutate(credentials)}
        >
          <Form.Item
            name="account"
            label="账号"
            rules={[{ required: true, whitespace: true, message: '请输入账号' }]}
          >
            <Input prefix={<UserOutlined aria-hidden />} autoComplete="username" autoFocus maxLength={64} />
          </Form.Item>
          <Form.Item name="password" label="密码" rules={[{ required: true, message: '请输入密码' }]}>
            <Input.Password
              prefix={<LockOutlined aria-hidden />}
              autoComplete="current-password"
              maxLength={256}
            />
          </Form.Item>
          <Button block type="primary" htmlType="submit" loading={signIn.isPending}>
            登录
          </Button>
        </Form>
        <p className="sign-in-note">连续 5 次密码错误，账号将锁定 15 分钟。</p>
      </section>
    </main>
  );
}
