import { ConnectorError, type ErrorNature } from '../../../shared/runs/connector-error.ts';

interface Row {
  code: string;
  /** What is wrong, as a sentence about what was done. */
  says: string;
  todo: string;
  nature?: ErrorNature;
}

const DENIED: Row = {
  code: 'permission-denied',
  says: 'the user that the agent runs as is not allowed to: the operating system denies it',
  todo: "Give that user the right to it on the agent's machine.",
};
const FULL: Row = {
  code: 'disk-full',
  says: 'there is no space left on the disk, or no quota',
  todo: "Make room on the agent's disk, then run again.",
};
const MANY: Row = {
  code: 'too-many-open-files',
  says: 'too many files are open at once',
  todo: "Lower Files at a time, or raise the limit of open files (ulimit -n) of the agent's process.",
  nature: 'transient',
};
const BROKEN: Row = {
  code: 'disk-error',
  says: 'the disk or the network drive has an error',
  todo: "Look at the system log of the agent's machine.",
};
const LINK: Row = {
  code: 'outside-folder',
  says: 'a symbolic link is in its way, which is not followed',
  todo: 'Name the file where it really is, within the folder.',
};
const NO_LINKS: Row = {
  code: 'exists-check-unsupported',
  says: 'the file system has no hard links, without which it cannot be told for sure that no file is replaced',
  todo: 'Set "If the file exists" to Overwrite, or use a folder on another file system.',
};

/** What a system call's error means. Source: POSIX.1-2024, "Error Numbers"; the agent's platform may have more of them. */
const ROWS: Readonly<Record<string, Row>> = {
  ENOENT: {
    code: 'file-missing',
    says: 'it is not there',
    todo: 'Check the path, and whether the file is still there.',
  },
  ENOTDIR: {
    code: 'not-a-folder',
    says: 'a part of its path is a file and not a folder',
    todo: 'Choose another path, or rename that file.',
  },
  EISDIR: {
    code: 'path-is-folder',
    says: 'there is a folder of that name',
    todo: 'Choose another path, or rename the folder.',
  },
  EACCES: DENIED,
  EPERM: DENIED,
  EROFS: {
    code: 'read-only',
    says: 'it lies on a disk that is mounted for reading only',
    todo: "Choose another folder, or mount the agent's disk for writing.",
  },
  ENOSPC: FULL,
  EDQUOT: FULL,
  EFBIG: {
    code: 'file-too-large',
    says: 'the file would be larger than the file system or the limit of the process (ulimit -f) allows',
    todo: "Write less into one file, or raise the limit on the agent's machine.",
  },
  ENAMETOOLONG: {
    code: 'name-too-long',
    says: 'the path or one of its names is too long for the file system',
    todo: 'Choose a shorter path: most file systems allow 255 bytes for a name.',
  },
  EINVAL: {
    code: 'path-invalid',
    says: 'the file system does not take the name',
    todo: 'Choose a path without unusual characters.',
  },
  EILSEQ: {
    code: 'path-invalid',
    says: 'the file system does not take the name',
    todo: 'Choose a path without unusual characters.',
  },
  ELOOP: LINK,
  EMFILE: MANY,
  ENFILE: MANY,
  EIO: BROKEN,
  ENXIO: { code: 'not-a-file', says: 'it is not an ordinary file', todo: 'Choose an ordinary file.' },
  ENODEV: BROKEN,
  EBUSY: {
    code: 'file-busy',
    says: 'another program holds it',
    todo: 'Close the other program, or run again later.',
    nature: 'transient',
  },
  ETXTBSY: {
    code: 'file-busy',
    says: 'another program holds it',
    todo: 'Close the other program, or run again later.',
    nature: 'transient',
  },
  ESTALE: { ...BROKEN, nature: 'transient' },
  ENOTSUP: NO_LINKS,
  EOPNOTSUPP: NO_LINKS,
  ENOSYS: NO_LINKS,
  EMLINK: NO_LINKS,
};

const OTHER: Row = {
  code: 'file-error',
  says: 'the operating system refuses it',
  todo: "Look at the system log of the agent's machine.",
};

/** The name of a system call's error, such as `ENOENT`; `''` for anything else. */
export function errnoOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/**
 * The error of a system call in words. What is no such error stays as it is.
 * @param doing what could not be done, e.g. `The file "a.csv" of the folder "/in" cannot be read`
 * @param other what some errors mean here, in place of what they mean elsewhere
 */
export function fileError(error: unknown, doing: string, other: Readonly<Record<string, Row>> = {}): unknown {
  const errno = errnoOf(error);
  if (error instanceof ConnectorError || !/^E[A-Z0-9]+$/.test(errno)) return error;
  const { code, says, todo, nature } = other[errno] ?? ROWS[errno] ?? { ...OTHER, says: `${OTHER.says} (${errno})` };
  return new ConnectorError({ code, message: `${doing}: ${says}.`, todo, ...(nature ? { nature } : {}), cause: error });
}

/** Hard links are not there, or not allowed: not the same as for other calls. */
export const OF_LINK: Readonly<Record<string, Row>> = { EPERM: NO_LINKS };

/** It leads, or has come to lead, out of the folder. */
export function outsideFolder(name: string): ConnectorError {
  return new ConnectorError({
    code: 'outside-folder',
    message: `${name} lies outside of the folder: a symbolic link leads there.`,
    todo: 'Name a file that lies within the folder itself.',
  });
}
