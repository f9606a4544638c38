import { useEffect, useId, useState } from 'react';
import { nextTimes } from '../../shared/schedules/next-times.ts';
import type { Recurrence } from '../../shared/schedules/recurrence.ts';
import styles from './NextTimes.module.css';
import { momentIn, utcOffset, viewerZone, zoneLabel } from './time-zones.ts';

const SHOWN = 5;

/** The next five times of what is on the form, by the schedule's clock and by the person's own. */
export function NextTimes({ recurrence }: { recurrence: Recurrence | null }) {
  const id = useId();
  const now = useMinute();
  const times = recurrence ? nextTimes(recurrence, now, SHOWN) : [];
  const own = viewerZone();
  return (
    <section className={styles.box} aria-labelledby={id}>
      <p className={styles.title} id={id}>
        Next five times
      </p>
      {!recurrence && <p className={styles.note}>They show once every field above is right.</p>}
      {recurrence && times.length === 0 && <p className={styles.note}>None: it has ended.</p>}
      {recurrence && times.length > 0 && <Table times={times} zone={recurrence.timeZone} own={own} />}
      {recurrence && times.length > 0 && times.length < SHOWN && <p className={styles.note}>Then it ends.</p>}
    </section>
  );
}

function Table({ times, zone, own }: { times: readonly Date[]; zone: string; own: string }) {
  const zones = zone === own ? [zone] : [zone, own];
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          {zones.map((one) => (
            <th key={one} scope="col">
              {zoneLabel(one)}
              {one === own && zones.length > 1 && ' (yours)'}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {times.map((time) => (
          <tr key={time.getTime()}>
            {zones.map((one) => (
              <td key={one}>
                <time dateTime={time.toISOString()}>{momentIn(time, one)}</time>{' '}
                <span className={styles.offset}>{utcOffset(time.getTime(), one)}</span>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const MINUTE = 60_000;

/** The time now, moving on with every full minute: that is as close together as times ever are. */
function useMinute(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setTimeout(() => setNow(new Date()), MINUTE - (now.getTime() % MINUTE) + 10);
    return () => clearTimeout(timer);
  }, [now]);
  return now;
}
