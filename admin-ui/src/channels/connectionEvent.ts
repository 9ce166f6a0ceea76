const kinds: Record<string, string> = {
  Bound: '已登录',
  ConnectFailed: '连接失败',
  LoginRefused: '登录被拒绝',
  Lost: '连接中断',
  ProtocolError: '协议错误',
  Closed: '已关闭',
  Warning: '警告',
};

/** Words of ours among the details; a carrier's own stay as they are. */
const details: Record<string, string> = {
  "the MMSC's port is open": '彩信中心端口可达',
};

/**
 * What last happened to a connection, with the carrier's own words apart: `#4 Lost: reset by peer`. An event of another
 * form stays as it is.
 */
export function readConnectionEvent(event: string): { what: string; detail?: string } {
  const [, connection, kind = '', detail] = /^#(\d+) (\w+):?\s*(.*)$/s.exec(event) ?? [];
  const name = kinds[kind];
  return connection === undefined || name === undefined
    ? { what: event }
    : { what: `${connection} 号连接${name}`, ...(detail ? { detail: details[detail] ?? detail } : {}) };
}
