import { z } from 'zod'
import { pagingFields } from '../paging.ts'
import { GOVERNANCE_TYPES } from './governance-types.ts'

/** Orders of the directory: names and taxes from the least up, citizens and age from the most down. */
export const DIRECTORY_SORTS = ['name', 'citizens', 'tax', 'age'] as const

export const directoryInput = z.object({
  /** Part of a name or display name. */
  search: z.string().trim().max(60).optional(),
  governanceType: z.enum(GOVERNANCE_TYPES).optional(),
  sort: z.enum(DIRECTORY_SORTS).default('name'),
  ...pagingFields,
})
export type DirectoryInput = z.infer<typeof directoryInput>
