import { isTimeZone } from '../../shared/schedules/zone.ts';

/** The time zone that this computer is set to, such as `Europe/Berlin`; UTC where it is set to none that has a name. */
export function serverTimeZone(
  named: string | undefined = new Intl.DateTimeFormat().resolvedOptions().timeZone,
): string {
  return named !== undefined && isTimeZone(named) ? named : 'UTC';
}
