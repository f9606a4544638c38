import { hash } from 'node:crypto';
import type { Content } from '../../../../shared/runs/payload.ts';
import type { EarlierUpload, UploadPlan } from '../../../../shared/runs/uploads.ts';
import type { CopySource } from '../move/source.ts';
import { bareETag } from '../where.ts';
import type { WriteJob } from './job.ts';

/** An upload that can be taken up again: how it is cut, and what its bytes are. Sizes in bytes. */
export interface Resumable {
  readonly size: number;
  readonly partSize: number;
  /** Undefined where nothing tells whether the source is still the same. */
  readonly source: string | undefined;
}

/** What is noted of an upload before it begins. @param resumable undefined for one that cannot be taken up again */
export function uploadPlan(job: WriteJob, resumable: Resumable | undefined): UploadPlan {
  return {
    ...job.where,
    ...(resumable && { size: resumable.size, partSize: resumable.partSize, source: resumable.source }),
    asked: hash('sha256', JSON.stringify(Object.entries(job.headers).sort()), 'hex'),
    checked: job.endpoint.traits.checksums !== 'when-required',
  };
}

/** What a content's bytes are: the place and the ETag of an object. Undefined without an ETag. */
export function sourceOf({ origin }: Pick<Content, 'origin'>): string | undefined {
  if (!origin || typeof origin.facts.eTag !== 'string' || origin.facts.eTag === '') return undefined;
  return JSON.stringify([origin.connector, ...Object.entries(origin.facts).sort()]);
}

/** The same of an object that is copied. */
export function sourceOfCopy({ where, size, eTag, headers, versionId }: CopySource): string | undefined {
  const version = versionId ?? headers['x-amz-version-id'];
  return eTag === '' ? undefined : JSON.stringify(['copy', where.bucket, where.key, version, size, bareETag(eTag)]);
}

/** Why an upload of an earlier attempt is not gone on with, in words that end a sentence; undefined when it is. */
export function obstacleTo(earlier: EarlierUpload, plan: UploadPlan): string | undefined {
  if (earlier.aborting) return 'it was being given up';
  if (earlier.partSize === undefined || plan.partSize === undefined) return 'its length was not known';
  if (earlier.source === undefined || plan.source === undefined)
    return 'the storage does not tell whether the source is the same';
  if (earlier.source !== plan.source || earlier.size !== plan.size) return 'the source has changed since';
  if (earlier.asked !== plan.asked) return 'the object is to be another one now';
  return undefined;
}
