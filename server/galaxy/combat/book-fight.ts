import { and, eq } from 'drizzle-orm'
import { ambushes, fights } from '#db/schema/galaxy/combat.ts'
import { pilots, shipCargo, ships } from '#db/schema/galaxy/presence.ts'
import { ports, sectors } from '#db/schema/galaxy/space.ts'
import { defeatDamageBp, FAILED_ATTACK_DAMAGE_BP, type AttackOutcome } from '#server/domain/combat/attack.ts'
import { spoilsOf, type Spoils } from '#server/domain/combat/spoils.ts'
import { COMMODITIES, type Commodity } from '#server/domain/economy/commodities.ts'
import { type Posting } from '#server/domain/economy/ledger.ts'
import { turnsFrom } from '#server/domain/galaxy/route-finding.ts'
import { freeHolds } from '#server/domain/ships/cargo.ts'
import { damaged, shipFigures } from '#server/domain/ships/ship.ts'
import { type GalaxyTx } from '../galaxy-context.ts'
import { type GalaxyMap } from '../galaxy-map.ts'
import { rememberPrices } from '../remember-prices.ts'
import { rememberSectors } from '../remember-sectors.ts'
import { type ShipAboard } from '../ships.ts'
import { type Combatant } from './fighters.ts'
import { endEncounters } from './stop-flight.ts'

export type DecidedFight = { id: string; attacker: Combatant; defender: Combatant; outcome: AttackOutcome }

const NOTHING: Spoils = { lost: {}, taken: {}, destroyed: {} }

/** Books a decided attack: turns, damage, spoils, the tow, the record and what the platform has to know. Both pilots' rows are locked. */
export async function bookFight(
  tx: GalaxyTx,
  { id, attacker, defender, outcome }: DecidedFight,
  map: GalaxyMap,
): Promise<typeof fights.$inferSelect> {
  const { attack, defense, succeeds, turns } = outcome
  const { sectorId } = attacker.pilot
  await tx.db
    .update(pilots)
    .set({ milliturns: turns.milliturns, turnsAt: turns.storedAt, attackedAt: tx.now })
    .where(eq(pilots.userId, attacker.pilot.userId))
  const spoils = succeeds ? await takeSpoils(tx, id, attacker.aboard, defender.aboard) : NOTHING
  const towedTo = succeeds ? await tow(tx, defender, map) : null
  if (succeeds) await damage(tx, defender.aboard, defeatDamageBp(defender.aboard.ship.hull))
  else await damage(tx, attacker.aboard, FAILED_ATTACK_DAMAGE_BP)
  const fight = {
    ...{ id, at: tx.now, sectorId, attack, defense, won: succeeds, spoils, towedTo },
    attackerId: attacker.pilot.userId,
    defenderId: defender.pilot.userId,
  }
  await tx.db.insert(fights).values(fight)
  await report(tx, fight, attacker, defender)
  return fight
}

async function damage({ db }: GalaxyTx, { id, ship }: ShipAboard, damageBp: number): Promise<void> {
  await db
    .update(ships)
    .set({ damageBp: damaged(ship, damageBp).damageBp })
    .where(eq(ships.id, id))
}

/** Half of each good is lost, half of that to the victor as far as the hold allows (ECONOMY.md §4). Sealed goods stay. */
async function takeSpoils(tx: GalaxyTx, id: string, victor: ShipAboard, loser: ShipAboard): Promise<Spoils> {
  const spoils = spoilsOf(loser.cargo, freeHolds(shipFigures(victor.ship).holds, victor))
  for (const commodity of COMMODITIES) {
    const [lost, taken] = [spoils.lost[commodity] ?? 0, spoils.taken[commodity] ?? 0]
    if (lost > 0) await setCargo(tx, loser, commodity, (loser.cargo[commodity] ?? 0) - lost)
    if (taken > 0) await setCargo(tx, victor, commodity, (victor.cargo[commodity] ?? 0) + taken)
  }
  const postings = COMMODITIES.flatMap((commodity) => postingsOf(commodity, spoils, victor.id, loser.id))
  if (postings.length > 0) await tx.post({ id, reason: 'fight', postings })
  return spoils
}

async function setCargo(
  { db }: GalaxyTx,
  { id: shipId }: ShipAboard,
  commodity: Commodity,
  quantity: number,
) {
  await db
    .insert(shipCargo)
    .values({ shipId, commodity, quantity })
    .onConflictDoUpdate({ target: [shipCargo.shipId, shipCargo.commodity], set: { quantity } })
}

function postingsOf(
  asset: Commodity,
  { lost, taken, destroyed }: Spoils,
  victorId: string,
  loserId: string,
): Posting[] {
  const posting = (account: Posting['account'], ownerId: string | null, units: number): Posting => ({
    account,
    ownerId,
    asset,
    amount: BigInt(units),
  })
  return [
    posting('cargo', loserId, -(lost[asset] ?? 0)),
    posting('cargo', victorId, taken[asset] ?? 0),
    posting('sink:lost_cargo', null, destroyed[asset] ?? 0),
  ].filter(({ amount }) => amount !== 0n)
}

/** Tows a defeated ship to the nearest federation sector with a port, where it is protected for a day. */
async function tow(tx: GalaxyTx, { pilot, aboard }: Combatant, map: GalaxyMap): Promise<number> {
  const { userId } = pilot
  const safe = await tx.db
    .selectDistinct({ id: sectors.id })
    .from(sectors)
    .innerJoin(ports, eq(ports.sectorId, sectors.id))
    .where(and(eq(sectors.zone, 'federation')))
  const havens = new Set(safe.map(({ id }) => id))
  const [nearest] = [...turnsFrom(map.graph, pilot.sectorId).keys()].filter((id) => havens.has(id))
  const sectorId = nearest ?? pilot.sectorId
  await rememberPrices(tx, { userId, ship: aboard.ship }, [pilot.sectorId], map)
  await tx.db
    .update(pilots)
    .set({ sectorId, docked: false, defeatedAt: tx.now })
    .where(eq(pilots.userId, userId))
  await endEncounters(tx, userId)
  await rememberSectors(tx, userId, [sectorId])
  return sectorId
}

async function report(
  tx: GalaxyTx,
  { id, sectorId, won, towedTo, spoils }: typeof fights.$inferSelect,
  attacker: Combatant,
  defender: Combatant,
): Promise<void> {
  // An attack is noticed: who attacked no longer lies in wait.
  await tx.db.delete(ambushes).where(eq(ambushes.userId, attacker.pilot.userId))
  const lostUnits = COMMODITIES.reduce((sum, good) => sum + (spoils.lost[good] ?? 0), 0)
  await tx.logEvents({
    kind: 'attacked',
    userId: attacker.pilot.userId,
    sectorId,
    detail: { fight: id, defender: defender.pilot.userId, won },
  })
  await tx.sendToPlatform({
    ...{ kind: 'fight', fightId: id, sectorId, won, lostUnits, towedTo },
    attackerId: attacker.pilot.userId,
    attackerName: attacker.pilot.callsign,
    defenderId: defender.pilot.userId,
    defenderName: defender.pilot.callsign,
  })
  await tx.sendToPlatform({ kind: 'sectors', sectorIds: towedTo === null ? [sectorId] : [sectorId, towedTo] })
}
