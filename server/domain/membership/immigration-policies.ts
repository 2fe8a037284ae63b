export const IMMIGRATION_POLICIES = ['open', 'application', 'invitation', 'closed'] as const
export type ImmigrationPolicy = (typeof IMMIGRATION_POLICIES)[number]
