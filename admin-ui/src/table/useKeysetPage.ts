import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useLocation, useNavigate, useSearchParams } from 'react-router';
import type { Page } from '../api/types';
import { useAttended } from './useAttended';

export type QueryValues = Record<string, string>;

const refreshEvery = 5_000;

interface KeysetPageOptions<Row> {
  queryKey: string;
  load: (query: QueryValues, signal: AbortSignal) => Promise<Page<Row>>;
  refreshing: boolean;
}

/**
 * One page of a list whose query and position are the page's address: a copied address shows the same, and the
 * browser's own back button turns pages back.
 */
export function useKeysetPage<Row>({ queryKey, load, refreshing }: KeysetPageOptions<Row>) {
  const [search, setSearch] = useSearchParams();
  const location = useLocation();
  const navigate = useNavigate();
  const attended = useAttended();
  const query: QueryValues = Object.fromEntries(search);
  const turned = (location.state as { turned?: number } | null)?.turned ?? 0;
  const result = useQuery({
    queryKey: [queryKey, query],
    queryFn: ({ signal }) => load(query, signal),
    placeholderData: keepPreviousData,
    refetchInterval: refreshing && attended && query['before'] === undefined ? refreshEvery : false,
  });
  const next = result.data?.next;

  return {
    query,
    result,
    loading: result.isPending || result.isPlaceholderData,
    ask: (values: QueryValues) => setSearch(given(values)),
    toNext:
      next === undefined || result.isPlaceholderData
        ? undefined
        : () => setSearch(given({ ...query, before: next }), { state: { turned: turned + 1 } }),
    toPrevious: turned > 0 ? () => void navigate(-1) : undefined,
    toNewest: query['before'] === undefined ? undefined : () => setSearch(given({ ...query, before: '' })),
  };
}

function given(values: QueryValues): QueryValues {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
}
