import { eq } from 'drizzle-orm'
import { contracts } from '#db/schema/galaxy/contracts.ts'
import { GameError, notFound } from '#server/errors.ts'
import { type CallInput, type CallOutput } from '../galaxy-api.ts'
import { transactInGalaxy, type GalaxyCtx } from '../galaxy-context.ts'
import { lockPilot } from '../pilots.ts'
import { lockContract } from './contract-rows.ts'
import { lapseContract } from './lapse-contracts.ts'

/**
 * Gives a contract back. Sealed goods of a courier are forfeited with the deposit; a shortage contract is open again: what was delivered for it got the market's price and counts for nobody; taking it still counts for the day.
 * Again it changes nothing.
 * @throws CONFLICT with the reason, NOT_FOUND for a contract that is not the pilot's.
 */
export function giveUpContract(
  galaxy: GalaxyCtx,
  input: CallInput<'giveUpContract'>,
): Promise<CallOutput<'giveUpContract'>> {
  const { contractId } = input
  return transactInGalaxy(galaxy, async (tx) => {
    const pilot = await lockPilot(tx, input)
    const contract = await lockContract(tx, contractId)
    if (contract.state === 'open') return { contractId }
    if (contract.userId !== pilot.userId) throw notFound('This contract')
    if (contract.state === 'done')
      throw new GameError('CONFLICT', 'You have filled this contract.', { reason: 'not-open' })
    if (contract.state === 'lapsed') return { contractId }
    if (contract.kind === 'courier' || contract.dueAt <= tx.now) await lapseContract(tx, contract)
    else
      await tx.db
        .update(contracts)
        .set({ state: 'open', userId: null, takenAt: null, delivered: 0 })
        .where(eq(contracts.id, contractId))
    return { contractId }
  })
}
