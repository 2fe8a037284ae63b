import { inArray } from 'drizzle-orm'
import { users } from '#db/schema/platform/identity.ts'
import { galaxies } from '#db/schema/platform/regions.ts'
import { type SentMessage } from '#server/domain/galaxy/galaxy-messages.ts'
import { GameError } from '#server/errors.ts'
import { type CallOutput, type GalaxyApi } from '#server/galaxy/galaxy-api.ts'
import { type Ctx } from '../context.ts'

/** Clocks of servers differ a little, and a transaction may have begun before the backup and committed after it. */
const SLACK_MS = 3_600_000
const PAGE = 500

export type ToldPilot = CallOutput<'tellPilots'>['pilots'][number]

/** What a galaxy says of itself that a platform out of a backup may not know. */
export type GalaxyFacts = {
  galaxyId: string
  settingsVersion: number | null
  pilots: ToldPilot[]
  messages: SentMessage[]
}

/**
 * Asks every galaxy, without changing anything. `gone`: those whose databases are lost.
 * @throws CONFLICT `galaxies-away` when one cannot be asked: its pilots would be forgotten.
 */
export async function askGalaxies(
  ctx: Ctx,
  { since, opens }: { since: Date; opens: boolean },
): Promise<{ told: GalaxyFacts[]; gone: string[] }> {
  const told: GalaxyFacts[] = []
  const gone: string[] = []
  const away: string[] = []
  const known = await ctx.db
    .select()
    .from(galaxies)
    .where(inArray(galaxies.status, ['ready', 'restoring']))
  for (const galaxy of known) {
    const { id: galaxyId, databaseName, endpoint } = galaxy
    try {
      if (endpoint === null && !(await ctx.galaxies.replacement.exists(galaxy, databaseName))) {
        gone.push(galaxyId)
        continue
      }
      told.push(
        await askGalaxy(ctx, galaxyId, since).catch(async (error: unknown) => {
          if (endpoint !== null || !opens) throw error
          // A restore that nobody knows of any more may have closed it.
          await ctx.galaxies.replacement.open(galaxy)
          return askGalaxy(ctx, galaxyId, since)
        }),
      )
    } catch (error) {
      ctx.log.error({ err: error, galaxyId }, 'a galaxy could not be asked')
      away.push(databaseName)
    }
  }
  if (away.length === 0) return { told, gone }
  throw new GameError(
    'CONFLICT',
    `These galaxies cannot be asked who is in them: ${away.join(', ')}. Nothing was changed. Start what serves them, then try again.`,
    { reason: 'galaxies-away' },
  )
}

async function askGalaxy(ctx: Ctx, galaxyId: string, since: Date): Promise<GalaxyFacts> {
  const api = ctx.galaxies.apiFor(galaxyId, { clock: ctx.clock, transient: true })
  return { galaxyId, ...(await api.tellPilots({})), messages: await recall(api, since) }
}

async function recall(api: GalaxyApi, since: Date): Promise<SentMessage[]> {
  const from = new Date(since.getTime() - SLACK_MS).toISOString()
  const all: SentMessage[] = []
  for (let after: number | null = 0; after !== null;) {
    const page: CallOutput<'recallMessages'> = await api.recallMessages({ since: from, after, limit: PAGE })
    all.push(...page.messages)
    after = page.next
  }
  return all
}

/** Callsigns of all accounts, by id. */
export async function accountNames({ db }: Ctx): Promise<Map<string, string>> {
  const rows = await db.select({ id: users.id, callsign: users.callsign }).from(users)
  return new Map(rows.map(({ id, callsign }) => [id, callsign]))
}
