import { GameError } from '#server/errors.ts'
import { type RecallRow } from './recall-queries.ts'

/** @throws CONFLICT when signatures are no longer gathered. */
export function requirePetition({ status, petitionEndsAt }: RecallRow, now: Date): void {
  if (status === 'petition' && now < petitionEndsAt) return
  throw new GameError('CONFLICT', 'Signatures are no longer gathered for this recall.', {
    reason: 'petition-over',
  })
}
