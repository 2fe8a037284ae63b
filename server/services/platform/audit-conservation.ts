import { and, asc, desc, eq, gte, inArray, isNull, lt, ne, or, sum } from 'drizzle-orm'
import { regionArchives } from '#db/schema/platform/archives.ts'
import { conservationAudits } from '#db/schema/platform/conservation.ts'
import { treasuryShares } from '#db/schema/platform/evacuations.ts'
import { users } from '#db/schema/platform/identity.ts'
import { galaxies } from '#db/schema/platform/regions.ts'
import { custody, whereabouts } from '#db/schema/platform/travel.ts'
import { COMMODITIES } from '#server/domain/economy/commodities.ts'
import {
  presenceDifferences,
  transitDifferences,
  type Amounts,
  type AuditResult,
  type Difference,
  type GalaxyTransit,
  type Presence,
} from '#server/domain/economy/conservation.ts'
import { owesToll } from '#server/domain/travel/landing.ts'
import { type LedgerFinding } from '#server/galaxy/api/audit-calls.ts'
import { transact, type Ctx } from '../context.ts'
import { collectMessages } from '../galaxy/collect-messages.ts'
import { galaxyClient } from '../galaxy/galaxy-client.ts'
import { notify } from '../notifications/notify.ts'

/** Crossings of the last minutes may be on their way between two databases; they count next time. */
const IN_FLIGHT_MS = 10 * 60_000
const MAX_DIFFERENCES = 200

/**
 * Proves that credits and goods of all galaxies and of custody changed only by named sources and sinks, and that nobody is in two
 * galaxies. The result is stored; a difference is a notice to the administrators.
 */
export async function auditConservation(
  ctx: Ctx,
): Promise<{ result: AuditResult; differences: Difference[] }> {
  const startedAt = performance.now()
  // What a galaxy has reported and the platform has not heard would look like a loss.
  await collectMessages(ctx)
  const now = await ctx.clock.now(ctx.db)
  const until = new Date(now.getTime() - IN_FLIGHT_MS)
  const { transit, present, unreached, ...found } = await readGalaxies(ctx, until)
  const differences = [...found.differences]
  if (unreached.length === 0) differences.push(...transitDifferences(transit, await heldAt(ctx, until)))
  differences.push(...(await presenceOf(ctx, present)))
  const differencesTotal = differences.length + found.unlisted
  const result = differencesTotal > 0 ? 'differences' : unreached.length > 0 ? 'incomplete' : 'balanced'
  await transact(ctx, async (tx) => {
    await tx.db.insert(conservationAudits).values({
      at: now,
      until,
      result,
      transit,
      differences: differences.slice(0, MAX_DIFFERENCES),
      differencesTotal,
      unreached,
      durationMs: Math.round(performance.now() - startedAt),
    })
    if (result !== 'differences') return
    const admins = await tx.db.select({ userId: users.id }).from(users).where(eq(users.role, 'admin'))
    await notify(tx, {
      userIds: admins.map(({ userId }) => userId),
      kind: 'conservation.difference',
      title: `The conservation audit found ${differencesTotal} ${differencesTotal === 1 ? 'difference' : 'differences'}`,
      body: 'Credits, goods or ships do not add up. Look before anything else is changed.',
      href: '/admin/conservation',
    })
  })
  return { result, differences }
}

type Read = {
  transit: GalaxyTransit[]
  present: Presence[]
  differences: Difference[]
  /** Differences beyond those that galaxies list. */
  unlisted: number
  unreached: string[]
}

async function readGalaxies(ctx: Ctx, until: Date): Promise<Read> {
  const read: Read = { transit: [], present: [], differences: [], unlisted: 0, unreached: [] }
  const known = await lastTransit(ctx)
  const frozen = await frozenTransit(ctx)
  for (const { id: galaxyId, status } of await ctx.db.select().from(galaxies)) {
    if (status === 'creating') continue
    const archived = frozen.get(galaxyId)
    const totals = archived ?? known.get(galaxyId)
    if (status === 'archived' || status === 'dropped') {
      // What crossed in the minutes before it was frozen is not in custody's account of this audit.
      if (status === 'archived' && (!archived || archived.frozenAt > until)) read.unreached.push(galaxyId)
      if (totals) read.transit.push({ galaxyId, totals: totals.totals })
      continue
    }
    try {
      const galaxy = galaxyClient(ctx, galaxyId, { transient: true })
      const ledger = await galaxy.auditLedger({ until: until.toISOString() })
      const { pilots } = await galaxy.listPresent({ userIds: null })
      read.transit.push({ galaxyId, totals: ledger.transit })
      read.present.push(...pilots.map(({ userId }) => ({ userId, galaxyId })))
      read.differences.push(...ledger.findings.map((finding) => differenceOf(galaxyId, finding)))
      read.unlisted += ledger.findingsTotal - ledger.findings.length
    } catch (error) {
      ctx.log.warn({ err: error, galaxyId }, 'a galaxy could not be audited')
      read.unreached.push(galaxyId)
      const last = known.get(galaxyId)
      if (last) read.transit.push(last)
    }
  }
  return read
}

async function lastTransit(ctx: Ctx): Promise<Map<string, GalaxyTransit>> {
  const [last] = await ctx.db
    .select({ transit: conservationAudits.transit })
    .from(conservationAudits)
    .orderBy(desc(conservationAudits.at))
    .limit(1)
  return new Map((last?.transit ?? []).map((galaxy) => [galaxy.galaxyId, galaxy]))
}

/** What had left and come to galaxies that are frozen, or were erased: their own account of that time. Nothing crosses there since. */
async function frozenTransit(ctx: Ctx): Promise<Map<string, GalaxyTransit & { frozenAt: Date }>> {
  const { galaxyId: of, transit: totals, frozenAt: at, endedAt, outcome } = regionArchives
  const rows = await ctx.db
    .select({ galaxyId: of, transit: totals, frozenAt: at })
    .from(regionArchives)
    .innerJoin(galaxies, eq(galaxies.id, of))
    .where(
      or(
        and(eq(galaxies.status, 'archived'), isNull(endedAt)),
        and(eq(galaxies.status, 'dropped'), eq(outcome, 'erased')),
      ),
    )
    .orderBy(asc(at))
  return new Map(
    rows.map(({ galaxyId, transit, frozenAt }) => [galaxyId, { galaxyId, totals: transit, frozenAt }]),
  )
}

function differenceOf(galaxyId: string, finding: LedgerFinding): Difference {
  if (finding.kind === 'sum')
    return { kind: 'sum', galaxyId, subject: finding.asset, expected: 0, found: finding.sum }
  const amounts = { galaxyId, expected: finding.posted, found: finding.stored }
  switch (finding.kind) {
    case 'balance':
      return {
        kind: 'balance',
        subject: [finding.account, finding.ownerId ?? ''].join(' ').trim(),
        ...amounts,
      }
    case 'cargo':
      return { kind: 'cargo', subject: `${finding.asset} aboard ${finding.shipId}`, ...amounts }
    case 'stock':
      return { kind: 'stock', subject: `${finding.asset} at port ${finding.portId}`, ...amounts }
  }
}

/** What custody held at a moment: of ships under way all, of those that had landed an unpaid toll; and shares without a purse yet. */
async function heldAt(ctx: Ctx, until: Date): Promise<Amounts> {
  const rows = await ctx.db
    .select()
    .from(custody)
    .where(and(lt(custody.departedAt, until), or(isNull(custody.closedAt), gte(custody.closedAt, until))))
  const held: Amounts = {}
  const add = (asset: keyof Amounts, amount: number) => {
    held[asset] = (held[asset] ?? 0) + amount
  }
  for (const { pilot, toll, landedAt, outcome } of rows) {
    const hadLanded = landedAt !== null && landedAt < until
    if (!hadLanded || (outcome !== null && owesToll(outcome))) add('credits', toll)
    if (hadLanded) continue
    add('credits', pilot.purse)
    for (const good of COMMODITIES) add(good, pilot.cargo[good] ?? 0)
  }
  add('credits', await sharesAt(ctx, until))
  return held
}

async function sharesAt({ db }: Ctx, until: Date): Promise<number> {
  const [row] = await db
    .select({ credits: sum(treasuryShares.credits).mapWith(Number) })
    .from(treasuryShares)
    .where(
      and(
        lt(treasuryShares.sharedAt, until),
        or(isNull(treasuryShares.receivedAt), gte(treasuryShares.receivedAt, until)),
      ),
    )
  return row?.credits ?? 0
}

/** A pilot who seems to be in the wrong galaxy is looked for again: they may have travelled while the galaxies were read. */
async function presenceOf(ctx: Ctx, present: readonly Presence[]): Promise<Difference[]> {
  const suspects = presenceDifferences(present, await knownPlaces(ctx, null))
  if (suspects.length === 0) return []
  const userIds = [...new Set(suspects.map(({ userId }) => userId))]
  const again: Presence[] = []
  for (const galaxyId of new Set(suspects.map((suspect) => suspect.galaxyId ?? ''))) {
    const { pilots } = await galaxyClient(ctx, galaxyId, { transient: true }).listPresent({ userIds })
    again.push(...pilots.map(({ userId }) => ({ userId, galaxyId })))
  }
  return presenceDifferences(again, await knownPlaces(ctx, userIds)).map(
    ({ userId: _userId, ...difference }) => difference,
  )
}

async function knownPlaces(ctx: Ctx, userIds: string[] | null): Promise<Map<string, string>> {
  const rows = await ctx.db
    .select({ userId: whereabouts.userId, galaxyId: whereabouts.galaxyId })
    .from(whereabouts)
    .where(
      and(
        ne(whereabouts.state, 'travelling'),
        userIds === null ? undefined : inArray(whereabouts.userId, userIds),
      ),
    )
  return new Map(rows.map(({ userId, galaxyId }) => [userId, galaxyId]))
}
