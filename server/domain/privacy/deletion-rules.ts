/** How an asked-for deletion of an account ended: carried out, taken back by the person, or no longer allowed when it was due. */
export const DELETION_OUTCOMES = ['carried_out', 'taken_back', 'refused'] as const
export type DeletionOutcome = (typeof DELETION_OUTCOMES)[number]
