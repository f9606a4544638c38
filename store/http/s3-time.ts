/** A time as S3's XML has it: whole seconds, so that a listing and a HEAD tell the same. */
export function s3Time(milliseconds: number): string {
  return new Date(Math.floor(milliseconds / 1000) * 1000).toISOString();
}
