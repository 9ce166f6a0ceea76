import dayjs, { type Dayjs } from 'dayjs';

/** The hospital's zone: what a time means must not depend on the zone of the reader's computer. */
const offsetMinutes = 8 * 60;

/** `2026-11-22 09:30:05` in the hospital's zone; a dash for none. */
export function formatTime(iso: string | undefined): string {
  return iso === undefined ? '—' : atHospital(new Date(iso).getTime()).format('YYYY-MM-DD HH:mm:ss');
}

/** Now, as a value whose fields read as the hospital's clock. */
export function hospitalNow(): Dayjs {
  return atHospital(Date.now());
}

/** ISO 8601 of a value whose fields read as the hospital's clock. */
export function isoAtHospital(clock: Dayjs): string {
  return `${clock.format('YYYY-MM-DDTHH:mm:ss')}+08:00`;
}

function atHospital(epoch: number): Dayjs {
  return dayjs(epoch + (offsetMinutes + new Date(epoch).getTimezoneOffset()) * 60_000);
}
