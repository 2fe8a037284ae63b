import { and, eq, gt } from 'drizzle-orm'
import { contracts } from '#db/schema/galaxy/contracts.ts'
import { decideTake, stillDue } from '#server/domain/contracts/shortage.ts'
import { rankOf } from '#server/domain/ships/ranks.ts'
import { GameError } from '#server/errors.ts'
import { type CallInput, type CallOutput } from '../galaxy-api.ts'
import { transactInGalaxy, type GalaxyCtx } from '../galaxy-context.ts'
import { lockPilot } from '../pilots.ts'
import { lockContract, setTakenToday, takenBy, takenToday } from './contract-rows.ts'

/**
 * Takes a shortage contract, from anywhere in the galaxy; again it changes nothing. The pilot's row is locked first, so that two
 * requests of one pilot cannot both be the last allowed. @throws CONFLICT with the reason, NOT_FOUND.
 */
export function takeContract(
  galaxy: GalaxyCtx,
  input: CallInput<'takeContract'>,
): Promise<CallOutput<'takeContract'>> {
  const { contractId } = input
  return transactInGalaxy(galaxy, async (tx) => {
    const pilot = await lockPilot(tx, input)
    const contract = await lockContract(tx, contractId)
    if (contract.state === 'taken' && contract.userId === pilot.userId) return { contractId }
    if (contract.kind === 'treasury_job')
      throw new GameError('CONFLICT', 'Nobody takes a job of a treasury: sell the goods there to fill it.', {
        reason: 'not-to-take',
      })
    if (contract.state !== 'open')
      throw new GameError('CONFLICT', 'Somebody else was faster: this contract is not open.', {
        reason: 'not-open',
      })
    const today = await takenToday(tx.db, pilot.userId, tx.now)
    const standing = {
      rank: rankOf(pilot.highestRenown),
      open:
        // One that is overdue is open no more, also before the day that ends it is opened.
        (await tx.db.$count(contracts, and(takenBy(pilot.userId, 'shortage'), gt(contracts.dueAt, tx.now)))) +
        stillDue(pilot.contractsElsewhere, tx.now).length,
      takenToday: today.shortages,
    }
    const verdict = decideTake(contract, standing, tx.now)
    if (!verdict.ok) throw new GameError('CONFLICT', verdict.message, { reason: verdict.reason })
    await tx.db
      .update(contracts)
      .set({ state: 'taken', userId: pilot.userId, takenAt: tx.now })
      .where(eq(contracts.id, contractId))
    await setTakenToday(tx, pilot.userId, { ...today, shortages: today.shortages + 1 })
    return { contractId }
  })
}
