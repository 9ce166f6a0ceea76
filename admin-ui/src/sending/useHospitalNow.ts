import { useEffect, useState } from 'react';
import { hospitalNow } from '../wording/time';

const every = 15_000;

/** The hospital's clock, moving on while the page is open. */
export function useHospitalNow() {
  const [now, setNow] = useState(hospitalNow);
  useEffect(() => {
    const timer = window.setInterval(() => setNow(hospitalNow()), every);
    return () => window.clearInterval(timer);
  }, []);
  return now;
}
