import { useInfiniteQuery } from '@tanstack/react-query';
import { Alert, Button, Drawer, Empty, Skeleton, Timeline } from 'antd';
import { useNavigate, useParams } from 'react-router';
import { api } from '../api/client';
import { textOf } from '../api/problem';
import type { ChannelEventView, Page } from '../api/types';
import { formatTime } from '../wording/time';
import { eventName } from './eventNames';

/** What happened to a channel, newest first. */
export function Component() {
  const { id = '' } = useParams();
  const navigate = useNavigate();
  const events = useInfiniteQuery({
    queryKey: ['channel-events', id],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<ChannelEventView>>(`/channels/${encodeURIComponent(id)}/events`, {
        query: { limit: 50, before: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
  });
  const items = events.data?.pages.flatMap((page) => page.items);
  return (
    <Drawer
      open
      size={560}
      title={`通道事件：${id}`}
      onClose={() => void navigate('/channels')}
      styles={{ wrapper: { maxWidth: '100vw' } }}
    >
      {events.error && <Alert type="error" showIcon role="alert" title={textOf(events.error)} />}
      {events.isPending && <Skeleton active />}
      {items?.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="还没有事件" />}
      {items && items.length > 0 && (
        <Timeline
          items={items.map((event) => ({
            key: event.id,
            content: (
              <>
                <strong>{eventName(event.kind)}</strong> {event.detail}
                <div className="muted">
                  {formatTime(event.at)} · {event.by === 'system' ? '系统' : event.by}
                </div>
              </>
            ),
          }))}
        />
      )}
      {events.hasNextPage && (
        <Button loading={events.isFetchingNextPage} onClick={() => void events.fetchNextPage()}>
          更早的事件
        </Button>
      )}
    </Drawer>
  );
}
