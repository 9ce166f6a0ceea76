import type { ConnectedSystemRequest, ConnectedSystemView } from '../api/types';
import { readAddresses } from './addresses';

/** The system under which the console itself sends. */
export const consoleKey = 'console';

export const maximumRate = 100_000;

/** What the form holds; the names are the API's, which problems name. */
export interface SystemEntry {
  key: string;
  name: string;
  defaultSignature?: string | undefined;
  allowedLanes: string[];
  /** One a line. */
  allowedAddresses: string;
  requestsPerSecond: number;
  enabled: boolean;
}

export const newEntry: Partial<SystemEntry> = {
  allowedLanes: [],
  allowedAddresses: '',
  requestsPerSecond: 0,
  enabled: true,
};

export function entryOf(system: ConnectedSystemView): SystemEntry {
  return {
    key: system.key,
    name: system.name,
    defaultSignature: system.defaultSignature,
    allowedLanes: system.allowedLanes,
    allowedAddresses: system.allowedAddresses.join('\n'),
    requestsPerSecond: system.requestsPerSecond,
    enabled: system.enabled,
  };
}

export function requestOf(entry: SystemEntry): ConnectedSystemRequest {
  const defaultSignature = entry.defaultSignature?.trim();
  return {
    name: entry.name.trim(),
    ...(defaultSignature ? { defaultSignature } : {}),
    allowedLanes: entry.allowedLanes,
    allowedAddresses: readAddresses(entry.allowedAddresses),
    requestsPerSecond: entry.requestsPerSecond,
    enabled: entry.enabled,
  };
}
