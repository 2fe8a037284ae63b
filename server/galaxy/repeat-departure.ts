import { and, eq, inArray } from 'drizzle-orm'
import { contracts } from '#db/schema/galaxy/contracts.ts'
import { ledgerTransfers } from '#db/schema/galaxy/ledger.ts'
import { pilots, shipCargo, ships } from '#db/schema/galaxy/presence.ts'
import { restoredPostings } from '#server/domain/travel/restored-postings.ts'
import { departurePostings } from '#server/domain/travel/transit-postings.ts'
import { transferIdOf } from '../galaxies/transfer-id.ts'
import { endEncounters } from './combat/stop-flight.ts'
import { takenBy } from './contracts/contract-rows.ts'
import { forfeitCouriers } from './contracts/lapse-contracts.ts'
import { type CallInput, type CallOutput } from './galaxy-api.ts'
import { transactInGalaxy, type GalaxyCtx, type GalaxyTx } from './galaxy-context.ts'
import { lockBalance } from './ledger-account.ts'
import { type PilotRow } from './pilots.ts'
import { shipOf } from './ships.ts'

type Departure = CallInput<'repeatDeparture'>

/** Once per fencing version, as the departure itself. It counts from the clock of the call: the moment at which they left. */
export function repeatDeparture(galaxy: GalaxyCtx, input: Departure): Promise<CallOutput<'repeatDeparture'>> {
  return transactInGalaxy(galaxy, async (tx) => {
    const row = await lockedRow(tx, input)
    if (row && !isToLeave(row, input)) return { repeated: false }
    const { userId, pilot: carried } = input
    await forfeitCouriers(tx, userId)
    await endFilledContracts(tx, input)
    const gifts = await unknownGifts(tx, input)
    await restoreHoldings(tx, input, gifts)
    for (const { transferId, amount } of gifts)
      await tx.post({
        id: transferId,
        reason: 'treasury_gift',
        postings: [
          { account: 'purse', ownerId: userId, asset: 'credits', amount: -BigInt(amount) },
          { account: 'treasury', ownerId: null, asset: 'credits', amount: BigInt(amount) },
        ],
      })
    const postings = departurePostings(carried, {
      userId,
      fare: BigInt(input.fare),
      toll: BigInt(input.toll),
    })
    if (postings.length > 0)
      await tx.post({ id: transferIdOf(`departure ${input.crossingId}`), reason: 'departure', postings })
    await tx.db.update(pilots).set({ present: false, docked: false }).where(eq(pilots.userId, userId))
    await endEncounters(tx, userId)
    await tx.logEvents({
      kind: 'departed',
      userId,
      sectorId: input.fromSector,
      detail: { to: input.toGalaxyId, passage: input.passage },
    })
    // The platform knows it; one that is itself restored later hears it from here.
    await tx.sendToPlatform({
      kind: 'departed',
      ...{ crossingId: input.crossingId, userId, fencingVersion: input.fencingVersion },
      ...{ passage: input.passage, fromSector: input.fromSector, fare: input.fare, toll: input.toll },
      ...{ to: { galaxyId: input.toGalaxyId, sectorId: input.toSector }, minutes: input.minutes },
      ...{ pilot: carried, prices: [] },
    })
    return { repeated: true }
  })
}

/** The pilot's row; one who began here after the backup has none, and gets it. */
async function lockedRow(tx: GalaxyTx, input: Departure): Promise<PilotRow | null> {
  const { userId, fencingVersion, fromSector, pilot } = input
  await tx.db
    .insert(pilots)
    .values({
      ...{ userId, fencingVersion, sectorId: fromSector, callsign: pilot.callsign },
      present: true,
      milliturns: pilot.milliturns,
      turnsAt: new Date(pilot.turnsAt),
      enteredAt: tx.now,
    })
    .onConflictDoNothing()
  const [row] = await tx.db.select().from(pilots).where(eq(pilots.userId, userId)).for('update')
  return row ?? null
}

/** @throws when an arrival in between is missing: then nothing proves what they had. */
function isToLeave({ present, fencingVersion }: PilotRow, { crossingId, fencingVersion: left }: Departure) {
  if (fencingVersion < left) throw new Error(`crossing ${crossingId}: the arrival before it is unknown`)
  return present && fencingVersion === left
}

/** Contracts that were filled or given up since: what still waited is told by what the pilot took along. */
async function endFilledContracts(tx: GalaxyTx, { userId, pilot }: Departure): Promise<void> {
  const waiting = pilot.contractsElsewhere.filter(({ galaxyId }) => galaxyId === tx.galaxyId)
  const taken = await tx.db
    .select()
    .from(contracts)
    .where(takenBy(userId, 'shortage'))
    .orderBy(contracts.dueAt)
  const dueAts = waiting.map(({ dueAt }) => dueAt)
  const over = taken.filter(({ dueAt }) => {
    const at = dueAts.indexOf(dueAt.toISOString())
    if (at === -1) return true
    dueAts.splice(at, 1)
    return false
  })
  if (over.length === 0) return
  await tx.db
    .update(contracts)
    .set({ state: 'lapsed', endedAt: tx.now })
    .where(
      inArray(
        contracts.id,
        over.map(({ id }) => id),
      ),
    )
}

async function unknownGifts({ db }: GalaxyTx, { gifts }: Departure): Promise<Departure['gifts']> {
  if (gifts.length === 0) return []
  const known = await db
    .select({ id: ledgerTransfers.id })
    .from(ledgerTransfers)
    .where(
      inArray(
        ledgerTransfers.id,
        gifts.map(({ transferId }) => transferId),
      ),
    )
  return gifts.filter(({ transferId }) => !known.some(({ id }) => id === transferId))
}

/** Purse and cargo become what they left with, and the ship is gone. */
async function restoreHoldings(tx: GalaxyTx, input: Departure, gifts: Departure['gifts']): Promise<void> {
  const { userId, crossingId, pilot, fare, toll } = input
  const aboard = await shipOf(tx.db, userId)
  const given = gifts.reduce((sum, { amount }) => sum + amount, 0)
  const postings = restoredPostings(
    userId,
    {
      purse: BigInt(await lockBalance(tx.db, 'purse', userId)),
      shipId: aboard?.id ?? null,
      cargo: aboard?.cargo ?? {},
    },
    { purse: BigInt(pilot.purse + fare + toll + given), shipId: pilot.ship.id, cargo: pilot.cargo },
  )
  if (postings.length > 0)
    await tx.post({ id: transferIdOf(`restored ${crossingId}`), reason: 'restored', postings })
  if (!aboard) return
  await tx.db.delete(shipCargo).where(eq(shipCargo.shipId, aboard.id))
  await tx.db.delete(ships).where(and(eq(ships.id, aboard.id), eq(ships.userId, userId)))
}
