import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Whether Ceph can be started here, and why not. */
export type CephAvailability = { readonly available: true } | { readonly available: false; readonly reason: string };

const PROGRAMS = ['radosgw', 'radosgw-admin', 'ceph', 'ceph-mon', 'ceph-osd', 'monmaptool'];

/** Whether a program can be run by its name. */
export function isOnPath(program: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Looks for the programs of a Ceph RADOS Gateway; the test command installs them where it can. */
export function cephAvailable(): CephAvailability {
  const missing = PROGRAMS.filter((program) => !isOnPath(program));
  if (missing.length === 0) return { available: true };
  return {
    available: false,
    reason: `${missing.join(', ')} not found; install radosgw ceph-common ceph-mon ceph-osd`,
  };
}
