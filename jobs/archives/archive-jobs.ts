import { archiveRegionJob } from './archive-region.ts'
import { returnRegionJob } from './return-region.ts'
import { terminateRegionJob } from './terminate-region.ts'

/** What is done with the archive of a region, by the kind of its operation. */
export const ARCHIVE_JOBS = {
  'archive-region': archiveRegionJob,
  'return-region': returnRegionJob,
  'terminate-region': terminateRegionJob,
} as const
