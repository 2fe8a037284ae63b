import { z } from 'zod'
import { pagingFields } from '../paging.ts'
import { GOVERNANCE_TYPES } from './governance-types.ts'

/** Sort orders: name and tax ascending, citizens and age descending. */
export const DIRECTORY_SORTS = ['name', 'citizens', 'tax', 'age'] as const

export const directoryInput = z.object({
  /** Part of a name or display name. */
  search: z.string().trim().max(60).optional(),
  governanceType: z.enum(GOVERNANCE_TYPES).optional(),
  sort: z.enum(DIRECTORY_SORTS).default('name'),
  ...pagingFields,
})
export type DirectoryInput = z.infer<typeof directoryInput>
