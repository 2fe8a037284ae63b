import { randomUUID } from 'node:crypto'
import { and, eq, exists, getTableColumns, sql } from 'drizzle-orm'
import { transactGalaxyPipelined, type GalaxyDb } from '#db/client.ts'
import { prepared } from '#db/prepared.ts'
import { pilots, ships } from '#db/schema/galaxy/presence.ts'
import { ports } from '#db/schema/galaxy/space.ts'
import { sqlNow } from '#server/clock.ts'
import { startingCreditsOf } from '#server/domain/economy/starting-credits.ts'
import { shipName, STARTER_CLASS } from '#server/domain/ships/hulls.ts'
import { fullTurns } from '#server/domain/galaxy/turns.ts'
import { type CallInput, type CallOutput } from './galaxy-api.ts'
import { type PilotRef, type Traveller } from './api/pilot-terms.ts'
import { rememberSectors } from './remember-sectors.ts'
import { openTx, transactInGalaxy, type GalaxyCtx, type GalaxyTx } from './galaxy-context.ts'
import { getNexusLandingSector } from './get-nexus-landing-sector.ts'
import { lockTreasury } from './ledger-account.ts'
import { notPresent } from './not-present.ts'

export type PilotRow = typeof pilots.$inferSelect

const isPresent = ({ userId, fencingVersion }: PilotRef) =>
  and(eq(pilots.userId, userId), eq(pilots.present, true), eq(pilots.fencingVersion, fencingVersion))

/** Null when the pilot is not here, or is known here by an outdated fencing version. */
export async function getPilot(galaxy: GalaxyDb, ref: PilotRef): Promise<PilotRow | null> {
  const [pilot] = await galaxy.select().from(pilots).where(isPresent(ref))
  return pilot ?? null
}

/**
 * Runs `work` in one transaction of the galaxy with the pilot's row locked, and returns its value once committed. The clock is read when
 * the lock is there, by the same statement. `ask` sends what else has to be known, which is carried out after that and read with it.
 * @throws CONFLICT `not-present`.
 */
export const transactAsPilot = <T, Asked = undefined>(
  galaxy: GalaxyCtx,
  { userId, fencingVersion }: PilotRef,
  work: (tx: GalaxyTx, pilot: PilotRow, asked: Asked) => Promise<T>,
  ask?: (db: GalaxyDb) => Promise<Asked>,
): Promise<T> =>
  transactGalaxyPipelined(galaxy.db, async (db, last) => {
    const locked = lockedPilot(db).execute({ userId, fencingVersion, clockOffsetMs: galaxy.clock.offsetMs() })
    const [[row], asked] = await Promise.all([locked, ask?.(db)])
    if (!row) throw notPresent()
    const { now, ...pilot } = row
    return work(openTx(galaxy, db, new Date(now), last), pilot, asked as Asked)
  })

/** The pilot of a statement's values `userId` and `fencingVersion`, where they are present under it. */
const isPilot = and(
  eq(pilots.userId, sql.placeholder('userId')),
  eq(pilots.present, true),
  eq(pilots.fencingVersion, sql.placeholder('fencingVersion')),
)

/** Whether that pilot is in the sector of the port that is the statement's value `portId`. */
export const pilotAtPort = (galaxy: GalaxyDb) =>
  exists(
    galaxy
      .select({ one: sql`1` })
      .from(pilots)
      .innerJoin(ports, eq(ports.sectorId, pilots.sectorId))
      .where(and(isPilot, eq(ports.id, sql.placeholder('portId')))),
  )

const lockedPilot = prepared((galaxy: GalaxyDb) => {
  // Named as the table, for its columns.
  const locked = galaxy.select().from(pilots).where(isPilot).for('update').as('pilots')
  return galaxy
    .select({ ...getTableColumns(pilots), now: sqlNow })
    .from(locked)
    .prepare('lock_pilot')
})

/** The pilot's row, locked until the transaction ends. @throws CONFLICT `not-present`. */
export async function lockPilot(tx: GalaxyTx, ref: PilotRef): Promise<PilotRow> {
  const pilot = await lockPilotIfPresent(tx, ref)
  if (!pilot) throw notPresent()
  return pilot
}

/** The same; null when the pilot is not here, or is known here by an outdated fencing version. */
export async function lockPilotIfPresent(tx: GalaxyTx, ref: PilotRef): Promise<PilotRow | null> {
  const [pilot] = await tx.db.select().from(pilots).where(isPresent(ref)).for('update')
  return pilot ?? null
}

/**
 * Places a newcomer with a ship and starting credits in the galaxy. Idempotent, so a retry completes an entry that a crash
 * interrupted between the two databases.
 */
export function enter(galaxy: GalaxyCtx, traveller: CallInput<'enter'>): Promise<CallOutput<'enter'>> {
  return transactInGalaxy(galaxy, async (tx) => {
    await insertNewcomer(tx, traveller)
    const pilot = await getPilot(tx.db, traveller)
    return { sectorId: pilot?.sectorId ?? null, messages: tx.sentMessages }
  })
}

async function insertNewcomer(tx: GalaxyTx, { userId, fencingVersion, landing }: Traveller): Promise<void> {
  if (!landing) return
  const { callsign, startingCredits } = landing
  const sectorId = landing.arrivalSector ?? (await getNexusLandingSector(tx.db))
  const { milliturns, storedAt } = fullTurns(tx.now)
  const [inserted] = await tx.db
    .insert(pilots)
    .values({
      ...{ userId, callsign, sectorId, fencingVersion },
      present: true,
      milliturns,
      turnsAt: storedAt,
      enteredAt: tx.now,
      beganAt: tx.now,
    })
    .onConflictDoNothing()
    .returning({ userId: pilots.userId })
  if (!inserted) return
  await tx.db.insert(ships).values({
    userId,
    shipClass: STARTER_CLASS,
    name: shipName(callsign, STARTER_CLASS),
  })
  await payStartingCredits(tx, userId, startingCredits)
  await rememberSectors(tx, userId, [sectorId])
  await tx.logEvents({ kind: 'arrived', userId, sectorId, detail: { newcomer: true } })
  await tx.sendToPlatform({ kind: 'sectors', sectorIds: [sectorId] })
}

/** Runs in the transaction of the landing, which happens once: nothing else prevents a second payment. */
async function payStartingCredits(tx: GalaxyTx, userId: string, promised: number): Promise<void> {
  const { minted, fromTreasury } = startingCreditsOf(promised, await lockTreasury(tx.db))
  if (minted === 0) return
  const posting = (account: 'source:starting_credits' | 'treasury', amount: number) =>
    amount === 0 ? [] : [{ account, ownerId: null, asset: 'credits' as const, amount: -BigInt(amount) }]
  await tx.post({
    id: randomUUID(),
    reason: 'starting_credits',
    postings: [
      ...posting('source:starting_credits', minted),
      ...posting('treasury', fromTreasury),
      { account: 'purse', ownerId: userId, asset: 'credits', amount: BigInt(minted + fromTreasury) },
    ],
  })
}
