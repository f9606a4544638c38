import { formatExactTime, formatTime } from '../ui/format.ts';

/** A moment in the local zone; the exact one shows on hover. */
export function When({ at }: { at: string }) {
  return (
    <time dateTime={at} title={formatExactTime(at)}>
      {formatTime(at)}
    </time>
  );
}
