/** What a galaxy's database is: only one that is `ready` can be asked. */
export const GALAXY_STATUSES = ['creating', 'ready', 'restoring', 'archived', 'dropped'] as const
export type GalaxyStatus = (typeof GALAXY_STATUSES)[number]
