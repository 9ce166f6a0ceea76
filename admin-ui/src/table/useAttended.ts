import { useEffect, useState } from 'react';

const unattendedAfter = 10 * 60_000;

/**
 * False when nobody has touched the page for ten minutes. Polling stops then: it would keep the session of an
 * abandoned computer alive for ever.
 */
export function useAttended(): boolean {
  const [attended, setAttended] = useState(true);
  useEffect(() => {
    let timer = window.setTimeout(() => setAttended(false), unattendedAfter);
    const touched = () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => setAttended(false), unattendedAfter);
      setAttended(true);
    };
    const signs = ['pointerdown', 'pointermove', 'keydown', 'scroll'] as const;
    signs.forEach((sign) => window.addEventListener(sign, touched, { passive: true }));
    return () => {
      window.clearTimeout(timer);
      signs.forEach((sign) => window.removeEventListener(sign, touched));
    };
  }, []);
  return attended;
}
