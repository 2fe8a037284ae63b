import { eq, lt, sql } from 'drizzle-orm'
import { pilots, shipCargo, ships } from '#db/schema/galaxy/presence.ts'
import { sectors } from '#db/schema/galaxy/space.ts'
import { COMMODITIES } from '#server/domain/economy/commodities.ts'
import { arrivalPostings } from '#server/domain/travel/transit-postings.ts'
import { type TravellingPilot } from '#server/domain/travel/travelling-pilot.ts'
import { transferIdOf } from '../galaxies/transfer-id.ts'
import { setTaken } from './contracts/contract-rows.ts'
import { type CallInput, type CallOutput } from './galaxy-api.ts'
import { transactInGalaxy, type GalaxyCtx, type GalaxyTx } from './galaxy-context.ts'
import { getNexusArrivalSector } from './get-nexus-arrival-sector.ts'
import { rememberSectors } from './remember-sectors.ts'

type Arrival = CallInput<'arrivePilot'>

/**
 * Lands a pilot who was in custody, once per fencing version: asked again it answers where and when that was. It refuses nobody:
 * whether a pilot may land was decided before.
 */
export function arrivePilot(galaxy: GalaxyCtx, input: Arrival): Promise<CallOutput<'arrivePilot'>> {
  return transactInGalaxy(galaxy, async (tx) => {
    const sectorId = await landingSector(tx, input.sectorId)
    if (!(await putPilot(tx, input, sectorId))) return { ...(await landedBefore(tx, input)), messages: [] }
    await putShip(tx, input)
    await putTaken(tx, input)
    await rememberSectors(tx, input.userId, [sectorId])
    const { userId, pilot } = input
    const postings = arrivalPostings(pilot, { userId, returnedToll: BigInt(input.returnedToll) })
    if (postings.length > 0)
      await tx.post({ id: transferIdOf(`arrival ${input.crossingId}`), reason: 'arrival', postings })
    await tx.logEvents({ kind: 'arrived', userId, sectorId, detail: { crossing: input.crossingId } })
    await tx.sendToPlatform({ kind: 'sectors', sectorIds: [sectorId] })
    return { sectorId, at: tx.now.toISOString(), messages: tx.sentMessages }
  })
}

/** The sector, or the arrival sector where there is no such sector any more. */
async function landingSector({ db }: GalaxyTx, wanted: number | null): Promise<number> {
  if (wanted !== null && (await db.$count(sectors, eq(sectors.id, wanted))) > 0) return wanted
  return getNexusArrivalSector(db)
}

/** False when the pilot has landed with this version before. Two arrivals at once wait for each other here. */
async function putPilot(
  tx: GalaxyTx,
  { userId, fencingVersion, pilot }: Arrival,
  sectorId: number,
): Promise<boolean> {
  const { ship: _ship, cargo: _cargo, purse: _purse, takenContracts: _taken, turnsAt, ...columns } = pilot
  const row = {
    ...columns,
    fencingVersion,
    sectorId,
    turnsAt: new Date(turnsAt),
    beganAt: momentOf(pilot.beganAt),
    defeatedAt: momentOf(pilot.defeatedAt),
    attackedAt: momentOf(pilot.attackedAt),
    // Those of this galaxy are rows here.
    contractsElsewhere: pilot.contractsElsewhere.filter(({ galaxyId }) => galaxyId !== tx.galaxyId),
    present: true,
    docked: false,
    enteredAt: tx.now,
  }
  const written = await tx.db
    .insert(pilots)
    .values({ userId, ...row })
    .onConflictDoUpdate({
      target: pilots.userId,
      set: row,
      setWhere: lt(pilots.fencingVersion, fencingVersion),
    })
    .returning({ userId: pilots.userId })
  return written.length > 0
}

const momentOf = (text: string | null): Date | null => (text === null ? null : new Date(text))

async function landedBefore(
  { db }: GalaxyTx,
  { userId }: Arrival,
): Promise<{ sectorId: number; at: string }> {
  const [row] = await db.select().from(pilots).where(eq(pilots.userId, userId))
  if (!row) throw new Error('a pilot who landed has a row')
  return { sectorId: row.sectorId, at: row.enteredAt.toISOString() }
}

async function putTaken(tx: GalaxyTx, { userId, pilot: { takenContracts } }: Arrival): Promise<void> {
  if (!takenContracts) return
  const { day, ...taken } = takenContracts
  await setTaken(tx, userId, day, taken)
}

async function putShip({ db }: GalaxyTx, { userId, pilot }: Arrival): Promise<void> {
  const { id, ...ship } = pilot.ship
  await db
    .delete(shipCargo)
    .where(sql`${shipCargo.shipId} in (select ${ships.id} from ${ships} where ${ships.userId} = ${userId})`)
  await db.delete(ships).where(eq(ships.userId, userId))
  await db.insert(ships).values({ id, userId, ...ship })
  const aboard = cargoRows(id, pilot.cargo)
  if (aboard.length > 0) await db.insert(shipCargo).values(aboard)
}

const cargoRows = (shipId: string, cargo: TravellingPilot['cargo']) =>
  COMMODITIES.flatMap((commodity) => {
    const quantity = cargo[commodity]
    return quantity === undefined ? [] : [{ shipId, commodity, quantity }]
  })
