import { and, asc, desc, eq, inArray, isNotNull, ne, or, sql, type SQL } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { type Queryable } from '#db/client.ts'
import { nexusLaws } from '#db/schema/platform/council.ts'
import { treaties } from '#db/schema/platform/diplomacy.ts'
import { elections } from '#db/schema/platform/elections.ts'
import { galaxyNews } from '#db/schema/platform/galaxy-news.ts'
import { galaxies, laws, regions } from '#db/schema/platform/regions.ts'
import { votes } from '#db/schema/platform/voting.ts'
import { festivalSentence, shocksSentence } from '#server/domain/economy/galaxy-news.ts'
import { type Happening } from '#server/domain/government/galaxy-wire.ts'
import { historySentence, type HistoryEvent } from '#server/domain/government/history.ts'
import { lawPath, MARKETS_ANCHOR, regionPath, treatyPath } from '#server/domain/regions/paths.ts'
import { READABLE_STATUSES } from '#server/domain/regions/region-status.ts'
import { winnerNames } from '../elections/winner-names.ts'
import { detailOfLaw, eventOfLaw } from './history-columns.ts'

const isReadable = inArray(regions.status, [...READABLE_STATUSES])
const ofRegion = { name: regions.name, displayName: regions.displayName }
const orNullOf = (column: SQL) => sql<string | null>`(${column})::text`

/**
 * The newest of what every region's public history and the law book of the Nexus tell: foundings, laws, elections, treaties, and what moves
 * markets today. Each region's own index finds its newest ones, so that no log is read as a whole.
 */
export async function listHappenings(db: Queryable, most: number): Promise<Happening[]> {
  const found = await Promise.all([
    newestLaws(db, most),
    decidedElections(db, most),
    treatiesInForce(db, most),
    lawsOfNexus(db, most),
    newsOfMarkets(db),
  ])
  return found
    .flat()
    .sort((a, b) => b.at.localeCompare(a.at) || a.key.localeCompare(b.key))
    .slice(0, most)
}

async function newestLaws(db: Queryable, most: number): Promise<Happening[]> {
  const law = db
    .select({
      id: laws.id,
      number: laws.number,
      at: laws.enactedAt,
      title: laws.title,
      event: sql<HistoryEvent>`(${eventOfLaw})::text`.as('event'),
      detail: orNullOf(detailOfLaw(db)).as('detail'),
    })
    .from(laws)
    .where(eq(laws.regionId, regions.id))
    .orderBy(desc(laws.enactedAt))
    .limit(most)
    .as('law')
  const rows = await db
    .select({
      region: ofRegion,
      id: law.id,
      number: law.number,
      at: law.at,
      title: law.title,
      event: law.event,
      detail: law.detail,
    })
    .from(regions)
    .innerJoinLateral(law, sql`true`)
    .where(isReadable)
    .orderBy(desc(law.at))
    .limit(most)
  return rows.map(({ region, id, number, at, title, event, detail }) => ({
    key: `law-${id}`,
    at: at.toISOString(),
    text: historySentence(event, title, detail),
    region,
    href: lawPath(region.name, number),
  }))
}

async function decidedElections(db: Queryable, most: number): Promise<Happening[]> {
  const decided = db
    .select({ id: votes.id, at: votes.decidedAt, winners: orNullOf(winnerNames).as('winners') })
    .from(votes)
    .where(and(eq(votes.regionId, regions.id), eq(votes.kind, 'election'), eq(votes.state, 'counted')))
    .orderBy(desc(votes.decidedAt))
    .limit(most)
    .as('decided')
  const rows = await db
    .select({
      region: ofRegion,
      id: elections.id,
      position: elections.position,
      at: decided.at,
      winners: decided.winners,
    })
    .from(regions)
    .innerJoinLateral(decided, sql`true`)
    .innerJoin(elections, eq(elections.voteId, decided.id))
    .where(isReadable)
    .orderBy(desc(decided.at))
    .limit(most)
  return rows.flatMap(({ region, id, position, at, winners }) =>
    at === null
      ? []
      : [
          {
            key: `election-${id}`,
            at: at.toISOString(),
            text: historySentence(winners === null ? 'nobody-elected' : 'elected', position, winners),
            region,
            // The page of an election is for members.
            href: `/regions/${region.name}/history?kind=elections`,
          },
        ],
  )
}

async function treatiesInForce(db: Queryable, most: number): Promise<Happening[]> {
  const partner = alias(regions, 'partner')
  const rows = await db
    .select({
      region: ofRegion,
      partner: partner.displayName,
      id: treaties.id,
      type: treaties.treatyType,
      at: treaties.signedAt,
      renewsId: treaties.renewsId,
    })
    .from(treaties)
    .innerJoin(regions, eq(regions.id, treaties.regionA))
    .innerJoin(partner, eq(partner.id, treaties.regionB))
    .where(and(isReadable, isNotNull(treaties.signedAt)))
    .orderBy(desc(treaties.signedAt))
    .limit(most)
  return rows.flatMap(({ region, id, type, at, renewsId, ...row }) =>
    at === null
      ? []
      : [
          {
            key: `treaty-${id}`,
            at: at.toISOString(),
            text: historySentence(
              renewsId === null ? 'treaty-in-force' : 'treaty-renewed',
              type,
              row.partner,
            ),
            region,
            href: treatyPath(region.name, id),
          },
        ],
  )
}

/** Every galaxy has news of its markets every day: more would push everything else out. */
const MOST_OF_MARKETS = 3

/** Festivals and the shocks that have begun, of festive galaxies first. */
async function newsOfMarkets(db: Queryable): Promise<Happening[]> {
  const rows = await db
    .select({ region: ofRegion, news: galaxyNews })
    .from(galaxyNews)
    .innerJoin(galaxies, eq(galaxies.id, galaxyNews.galaxyId))
    .leftJoin(regions, eq(regions.galaxyId, galaxies.id))
    .where(or(isReadable, eq(galaxies.kind, 'nexus')))
    .orderBy(asc(sql`${galaxyNews.festival} is null`), desc(galaxyNews.at), asc(galaxyNews.galaxyId))
    .limit(MOST_OF_MARKETS)
  return rows
    .flatMap(({ region, news: { galaxyId, day, at, festival, shocks } }) => {
      const place = region === null ? '/nexus' : regionPath(region.name)
      const about = { at: at.toISOString(), region, href: `${place}#${MARKETS_ANCHOR}` }
      const shocked = shocksSentence(day, shocks)
      return [
        festival && { key: `festival-${galaxyId}-${day}`, text: festivalSentence(festival), ...about },
        shocked && { key: `shocks-${galaxyId}-${day}`, text: shocked, ...about },
      ]
    })
    .filter((line) => line !== null && line !== '')
}

async function lawsOfNexus(db: Queryable, most: number): Promise<Happening[]> {
  const rows = await db
    .select({ id: nexusLaws.id, kind: nexusLaws.kind, title: nexusLaws.title, at: nexusLaws.enactedAt })
    .from(nexusLaws)
    .where(ne(nexusLaws.kind, 'founding'))
    .orderBy(desc(nexusLaws.number))
    .limit(most)
  return rows.map(({ id, kind, title, at }) => ({
    key: `nexus-law-${id}`,
    at: at.toISOString(),
    text:
      kind === 'resolution'
        ? `The Galactic Council resolved “${title}”.`
        : `“${title}” became a law of the Nexus.`,
    region: null,
    href: '/nexus/council/laws',
  }))
}
