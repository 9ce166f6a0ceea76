import {
  ApiOutlined,
  ClusterOutlined,
  CommentOutlined,
  FileTextOutlined,
  MinusCircleOutlined,
  NumberOutlined,
  SendOutlined,
  StopOutlined,
  SwapOutlined,
  UnorderedListOutlined,
} from '@ant-design/icons';
import type { MenuProps } from 'antd';
import { Link } from 'react-router';

type Entry = Required<MenuProps>['items'][number];

export const menu: Entry[] = [
  group('发送服务', [
    page('/send', '短信发送', <SendOutlined />),
    page('/records', '发送记录', <UnorderedListOutlined />),
    page('/replies', '回复记录', <CommentOutlined />),
    page('/templates', '短信模板', <FileTextOutlined />),
  ]),
  group('号码管理', [
    page('/blacklist', '黑名单', <StopOutlined />),
    page('/opt-outs', '退订名单', <MinusCircleOutlined />),
  ]),
  group('通道与路由', [
    page('/channels', '通道状态', <ApiOutlined />),
    page('/number-segments', '号段', <NumberOutlined />),
    page('/ported-numbers', '携号转网', <SwapOutlined />),
  ]),
  group('系统', [page('/systems', '接入系统', <ClusterOutlined />)]),
];

/** The entry that a path belongs to: `/records/123` to `/records`. */
export function entryOf(path: string): string {
  return `/${path.split('/')[1] ?? ''}`;
}

function group(label: string, children: Entry[]): Entry {
  return { type: 'group', key: label, label, children };
}

function page(path: string, label: string, icon: React.ReactNode): Entry {
  return { key: path, icon, label: <Link to={path}>{label}</Link> };
}
