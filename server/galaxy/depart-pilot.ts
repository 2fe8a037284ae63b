import { and, eq, isNull, sql } from 'drizzle-orm'
import { galaxyOutbox, pilots, shipCargo, ships } from '#db/schema/galaxy/presence.ts'
import { spendTurns, turnsReadyAt, type TurnAccount } from '#server/domain/galaxy/turns.ts'
import { type SentMessage } from '#server/domain/galaxy/galaxy-messages.ts'
import { type ContractElsewhere } from '#server/domain/contracts/shortage.ts'
import { passageCost, type PassageCost } from '#server/domain/travel/passage.ts'
import { departurePostings } from '#server/domain/travel/transit-postings.ts'
import { travellingPilot, type TravellingPilot } from '#server/domain/travel/travelling-pilot.ts'
import { GameError } from '#server/errors.ts'
import { isoDay, utcDay } from '#server/domain/utc-day.ts'
import { transferIdOf } from '../galaxies/transfer-id.ts'
import { copiedPrices } from './copied-prices.ts'
import { loadMap } from './galaxy-map.ts'
import { rememberPrices } from './remember-prices.ts'
import { endEncounters } from './combat/stop-flight.ts'
import { leftBehind, takenToday, type Taken } from './contracts/contract-rows.ts'
import { forfeitCouriers, hasCourier, returnCouriers } from './contracts/lapse-contracts.ts'
import { type CallInput, type CallOutput } from './galaxy-api.ts'
import { transactInGalaxy, type GalaxyCtx, type GalaxyTx } from './galaxy-context.ts'
import { lockBalance } from './ledger-account.ts'
import { notePilotDay } from './note-pilot-day.ts'
import { notPresent } from './not-present.ts'
import { lockPilotIfPresent, type PilotRow } from './pilots.ts'
import { shipOf, type ShipAboard } from './ships.ts'

type Departure = CallInput<'departPilot'>

/**
 * Takes a pilot out of the galaxy in one transaction: fare and turns are spent, ship, cargo and purse leave, and the message that the
 * platform keeps them by is written. Asked again it answers with the same message. @throws CONFLICT with the reason.
 */
export async function departPilot(galaxy: GalaxyCtx, input: Departure): Promise<CallOutput<'departPilot'>> {
  const map = await loadMap(galaxy, input.version)
  return transactInGalaxy(galaxy, async (tx) => {
    const pilot = await lockPilotIfPresent(tx, input)
    if (!pilot) return { messages: await sentBefore(tx, input) }
    requireGate(pilot, input)
    await leaveCouriers(tx, pilot, input)
    const aboard = await shipOf(tx.db, pilot.userId)
    if (!aboard) throw new Error('a present pilot has a ship')
    const cost = passageCost(input.passage, { ...input, hull: aboard.ship.hull })
    const turns = spendOn(cost, pilot, tx.now)
    const purse = await lockBalance(tx.db, 'purse', pilot.userId)
    requireCredits(cost, BigInt(purse), input.maxCredits)
    const credits = BigInt(purse) - cost.fare
    const contracts = {
      taken: await takenToday(tx.db, pilot.userId, tx.now),
      elsewhere: await leftBehind(tx, pilot),
    }
    const carried = carriedBy(pilot, { turns, aboard, contracts, purse: Number(credits - cost.toll) }, tx.now)

    await rememberPrices(tx, { userId: pilot.userId, ship: aboard.ship }, [pilot.sectorId], map)
    await tx.db.delete(shipCargo).where(eq(shipCargo.shipId, aboard.id))
    await tx.db.delete(ships).where(eq(ships.id, aboard.id))
    await tx.db.update(pilots).set({ present: false, docked: false }).where(eq(pilots.userId, pilot.userId))
    await endEncounters(tx, pilot.userId)
    await notePilotDay(tx, pilot.userId, { turns: cost.turns })
    const postings = departurePostings(carried, { userId: pilot.userId, fare: cost.fare, toll: cost.toll })
    if (postings.length > 0)
      await tx.post({ id: transferIdOf(`departure ${input.crossingId}`), reason: 'departure', postings })
    await tx.logEvents({
      kind: 'departed',
      userId: pilot.userId,
      sectorId: pilot.sectorId,
      detail: { to: input.to.galaxyId, passage: input.passage },
    })
    await tx.sendToPlatform({ kind: 'sectors', sectorIds: [pilot.sectorId] })
    await tx.sendToPlatform({
      kind: 'departed',
      crossingId: input.crossingId,
      userId: pilot.userId,
      fencingVersion: pilot.fencingVersion,
      passage: input.passage,
      fromSector: pilot.sectorId,
      to: input.to,
      minutes: cost.minutes,
      fare: Number(cost.fare),
      toll: Number(cost.toll),
      pilot: carried,
      prices: await copiedPrices(tx, pilot.userId, map),
    })
    return { messages: tx.sentMessages }
  })
}

/** The message of this departure, when it took place before and the platform has not confirmed it yet. @throws CONFLICT `not-present`. */
async function sentBefore(tx: GalaxyTx, { crossingId }: Departure): Promise<SentMessage[]> {
  const rows = await tx.db
    .select()
    .from(galaxyOutbox)
    .where(
      and(
        isNull(galaxyOutbox.acknowledgedAt),
        sql`${galaxyOutbox.message} ->> 'kind' = 'departed'`,
        sql`${galaxyOutbox.message} ->> 'crossingId' = ${crossingId}`,
      ),
    )
  if (rows.length === 0) throw notPresent()
  return rows.map(({ id, at, message }) => ({ id, at: at.toISOString(), message }))
}

/** @throws CONFLICT `courier-open` while sealed goods are aboard and the pilot does not mean to lose them. */
async function leaveCouriers(
  tx: GalaxyTx,
  { userId }: PilotRow,
  { passage, forfeitCouriers: mayLose }: Departure,
) {
  // Nobody can deliver in a closed region.
  if (passage === 'evacuation') return returnCouriers(tx, userId)
  if (mayLose) return forfeitCouriers(tx, userId)
  if (await hasCourier(tx.db, userId))
    throw new GameError(
      'CONFLICT',
      'Sealed courier goods cross no gate. Deliver them first, or leave them and lose the deposit.',
      { reason: 'courier-open' },
    )
}

function requireGate({ sectorId }: PilotRow, { gateSector }: Departure): void {
  if (gateSector === null || gateSector === sectorId) return
  throw new GameError('CONFLICT', `The gate is in sector ${gateSector}. Fly there first.`, {
    reason: 'not-at-gate',
  })
}

function spendOn({ turns }: PassageCost, pilot: PilotRow, now: Date): TurnAccount {
  const account = { milliturns: pilot.milliturns, storedAt: pilot.turnsAt }
  const spent = spendTurns(account, turns, now)
  if (spent.ok) return spent.value
  const waitMs = turnsReadyAt(account, turns, now).getTime() - now.getTime()
  throw new GameError('CONFLICT', spent.message, {
    reason: spent.reason,
    retryAfterSeconds: Math.ceil(waitMs / 1000),
  })
}

function requireCredits({ fare, toll }: PassageCost, purse: bigint, maxCredits: number | null): void {
  const due = fare + toll
  if (maxCredits !== null && due > BigInt(maxCredits))
    throw new GameError('CONFLICT', `Fare and toll are ${due} credits now. Look at the price again.`, {
      reason: 'price-moved',
    })
  if (due > purse)
    throw new GameError('CONFLICT', `Fare and toll are ${due} credits, and you have ${purse}.`, {
      reason: 'insufficient-balance',
    })
}

type Carried = {
  turns: TurnAccount
  aboard: ShipAboard
  contracts: { taken: Taken; elsewhere: ContractElsewhere[] }
  purse: number
}

/** Parsed, so that nothing leaves in a form that no galaxy would take. */
const carriedBy = (
  pilot: PilotRow,
  { turns, aboard, contracts: { taken, elsewhere }, purse }: Carried,
  now: Date,
): TravellingPilot => {
  const { id, name, ship, cargo } = aboard
  return travellingPilot.parse({
    callsign: pilot.callsign,
    milliturns: turns.milliturns,
    turnsAt: turns.storedAt.toISOString(),
    hasDocked: pilot.hasDocked,
    salesNet: pilot.salesNet,
    purchasesNet: pilot.purchasesNet,
    contracts: pilot.contracts,
    sectorsCharted: pilot.sectorsCharted,
    highestRenown: pilot.highestRenown,
    beganAt: (pilot.beganAt ?? pilot.enteredAt).toISOString(),
    defeatedAt: pilot.defeatedAt?.toISOString() ?? null,
    attackedAt: pilot.attackedAt?.toISOString() ?? null,
    takenContracts: { day: isoDay(utcDay(now)), ...taken },
    contractsElsewhere: elsewhere,
    ship: { id, name, shipClass: ship.hull, modules: ship.modules, damageBp: ship.damageBp },
    cargo,
    purse,
  })
}
