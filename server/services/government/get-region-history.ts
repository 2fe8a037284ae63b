import { and, eq, inArray, isNotNull, or, sql, type SQL } from 'drizzle-orm'
import { alias, unionAll } from 'drizzle-orm/pg-core'
import { prepared } from '#db/prepared.ts'
import { treaties, treatyBreaches } from '#db/schema/platform/diplomacy.ts'
import { elections, offices, recalls } from '#db/schema/platform/elections.ts'
import { auditLog } from '#db/schema/platform/operations.ts'
import { laws, regions } from '#db/schema/platform/regions.ts'
import { votes } from '#db/schema/platform/voting.ts'
import {
  HISTORY_EVENTS,
  HISTORY_KINDS,
  historySentence,
  type HistoryEvent,
  type HistoryKind,
} from '#server/domain/government/history.ts'
import { type HistoryInput } from '#server/domain/government/history-input.ts'
import { type Ctx } from '../context.ts'
import { winnerNames } from '../elections/winner-names.ts'
import { requireReadable } from '../regions/require-region.ts'
import { callsignOf, changesGovernment, detailOfLaw, eventOfLaw, notRenewed } from './history-columns.ts'

export type HistoryEntry = {
  /** Unique within the region. Together with `at` it is the paging cursor. */
  key: string
  at: string
  event: HistoryEvent
  kind: HistoryKind
  /** One sentence that says what happened. */
  text: string
  /** The underlying record, a law by its number; null when there is none to link to. */
  subject: { type: 'law' | 'election' | 'recall' | 'treaty'; ref: string } | null
}

/** `next` is the cursor of the older entries; null at the beginning of the history. */
export type RegionHistory = { items: HistoryEntry[]; next: string | null }

/**
 * The public history of a region, newest first: founding, laws and decrees and their end, changes of government,
 * decided elections, recall votes, offices left early, treaties that took effect, suspensions and reopenings, new owners. Things
 * that never took effect are left out (offers, lapsed petitions, overdue payments).
 * @throws NOT_FOUND, also while the region's pages are not public.
 */
export async function getRegionHistory(
  ctx: Ctx,
  input: HistoryInput & { region: string },
): Promise<RegionHistory> {
  const { region } = await requireReadable(ctx, input.region)
  const rows = await history(ctx.db).execute({
    regionId: region.id,
    subjectId: region.id,
    kinds: input.kind === undefined ? [...HISTORY_KINDS] : [input.kind],
    before: input.before?.at.toISOString() ?? 'infinity',
    beforeKey: input.before?.key ?? '',
    rows: input.pageSize + 1,
  })
  const items = rows.slice(0, input.pageSize).map(({ key, at, event, about, detail, subject, ref }) => ({
    key,
    at: new Date(at).toISOString(),
    event,
    kind: HISTORY_EVENTS[event],
    text: historySentence(event, about, detail),
    subject: subject === null || ref === null ? null : { type: subject, ref },
  }))
  const last = items.at(-1)
  return { items, next: rows.length > items.length && last ? `${Date.parse(last.at)}~${last.key}` : null }
}

type Entry = {
  at: SQL
  /** Orders entries with the same time. */
  key: SQL
  event: SQL
  about: SQL
  detail: SQL
  subject: NonNullable<HistoryEntry['subject']>['type'] | null
  ref: SQL
}

const NOTHING = sql`null`
const partner = alias(regions, 'partner')

/**
 * One branch per kind of record. Each reads only as many rows as the page needs from its own index; branches of other
 * kinds than the requested ones read nothing.
 */
const history = prepared((db) => {
  const region = sql.placeholder('regionId')
  const fields = ({ at, key, event, about, detail, subject, ref }: Entry) => ({
    at: sql<string>`${at}::timestamptz`.as('at'),
    key: sql<string>`(${key})::text`.as('key'),
    event: sql<HistoryEvent>`(${event})::text`.as('event'),
    about: sql<string>`(${about})::text`.as('about'),
    detail: sql<string | null>`(${detail})::text`.as('detail'),
    subject: sql<Entry['subject']>`${subject === null ? NOTHING : sql.raw(`'${subject}'`)}::text`.as(
      'subject',
    ),
    ref: sql<string | null>`(${ref})::text`.as('ref'),
  })
  const wanted = (kinds: readonly HistoryKind[]) =>
    sql`array[${sql.raw(kinds.map((kind) => `'${kind}'`).join(', '))}] && ${sql.placeholder('kinds')}::text[]`
  const earlier = ({ at, key }: Pick<Entry, 'at' | 'key'>) =>
    sql`${at} <= ${sql.placeholder('before')}::timestamptz
      and (${at} < ${sql.placeholder('before')}::timestamptz or (${key})::text < ${sql.placeholder('beforeKey')})`
  const newest = [sql`at desc`, sql`key desc`] as const
  const page = sql.placeholder('rows')

  const law: Entry = {
    at: sql`${laws.enactedAt}`,
    key: sql`'law-' || lpad(${laws.number}::text, 9, '0')`,
    event: eventOfLaw,
    about: sql`${laws.title}`,
    detail: detailOfLaw(db),
    subject: 'law',
    ref: sql`${laws.number}`,
  }
  const ofLaws = db
    .select(fields(law))
    .from(laws)
    .where(
      and(
        eq(laws.regionId, region),
        wanted(['founding', 'laws', 'government']),
        sql`(case when ${laws.kind} = 'founding' then 'founding' when ${changesGovernment} then 'government'
          else 'laws' end) = any(${sql.placeholder('kinds')}::text[])`,
        earlier(law),
      ),
    )
    .orderBy(...newest)
    .limit(page)

  const election: Entry = {
    at: sql`${votes.decidedAt}`,
    key: sql`'election-' || ${elections.id}`,
    event: sql`case when ${winnerNames} is null then 'nobody-elected' else 'elected' end`,
    about: sql`${elections.position}`,
    detail: winnerNames,
    subject: 'election',
    ref: sql`${elections.id}`,
  }
  const ofElections = db
    .select(fields(election))
    .from(elections)
    .innerJoin(votes, eq(votes.id, elections.voteId))
    .where(
      and(
        eq(elections.regionId, region),
        eq(elections.status, 'completed'),
        wanted(['elections']),
        earlier(election),
      ),
    )
    .orderBy(...newest)
    .limit(page)

  const office: Entry = {
    at: sql`${offices.endedAt}`,
    key: sql`'office-' || ${offices.id}`,
    event: sql`case ${offices.endReason} when 'resigned' then 'resigned' when 'left_region' then 'left'
      else 'term-over' end`,
    about: sql`${offices.position}`,
    detail: callsignOf(db, sql`${offices.userId}`),
    subject: null,
    ref: NOTHING,
  }
  const ofOffices = db
    .select(fields(office))
    .from(offices)
    .where(
      and(
        eq(offices.regionId, region),
        isNotNull(offices.endedAt),
        inArray(offices.endReason, ['resigned', 'left_region', 'term_over']),
        wanted(['offices']),
        earlier(office),
      ),
    )
    .orderBy(...newest)
    .limit(page)

  const recall: Entry = {
    at: sql`${votes.decidedAt}`,
    key: sql`'recall-' || ${recalls.id}`,
    event: sql`${recalls.status}`,
    about: sql`${recalls.position}`,
    detail: callsignOf(db, sql`${recalls.holderId}`),
    subject: 'recall',
    ref: sql`${recalls.id}`,
  }
  const ofRecalls = db
    .select(fields(recall))
    .from(recalls)
    .innerJoin(votes, eq(votes.id, recalls.voteId))
    .where(
      and(
        eq(recalls.regionId, region),
        inArray(recalls.status, ['recalled', 'kept']),
        wanted(['recalls']),
        earlier(recall),
      ),
    )
    .orderBy(...newest)
    .limit(page)

  const involved = or(eq(treaties.regionA, region), eq(treaties.regionB, region))
  const other = sql`case when ${treaties.regionA} = ${region} then ${treaties.regionB} else ${treaties.regionA} end`
  const stageOf = (stage: string, at: SQL, event: SQL, more?: SQL) => {
    const entry: Entry = {
      at,
      key: sql`${sql.raw(`'${stage}-'`)} || ${treaties.id}`,
      event,
      about: sql`${treaties.treatyType}`,
      detail: sql`${partner.displayName}`,
      subject: 'treaty',
      ref: sql`${treaties.id}`,
    }
    return db
      .select(fields(entry))
      .from(treaties)
      .innerJoin(partner, eq(partner.id, other))
      .where(and(involved, isNotNull(treaties.signedAt), wanted(['treaties']), more, earlier(entry)))
      .orderBy(...newest)
      .limit(page)
  }
  const inForce = stageOf(
    'treaty',
    sql`${treaties.signedAt}`,
    sql`case when ${treaties.renewsId} is null then 'treaty-in-force' else 'treaty-renewed' end`,
  )
  const notice = stageOf('notice', sql`${treaties.noticeGivenAt}`, sql`'treaty-notice'`)
  const ended = stageOf('ended', sql`${treaties.endedAt}`, sql`'treaty-ended'`, notRenewed(db))

  const breach: Entry = {
    at: sql`${treatyBreaches.reportedAt}`,
    key: sql`'breach-' || ${treatyBreaches.id}`,
    event: sql`case when ${treatyBreaches.regionId} = ${region} then 'accused' else 'was-accused' end`,
    about: sql`${treaties.treatyType}`,
    detail: sql`${partner.displayName}`,
    subject: 'treaty',
    ref: sql`${treaties.id}`,
  }
  const breaches = db
    .select(fields(breach))
    .from(treaties)
    .innerJoin(treatyBreaches, eq(treatyBreaches.treatyId, treaties.id))
    .innerJoin(partner, eq(partner.id, other))
    .where(and(involved, isNotNull(treaties.signedAt), wanted(['treaties']), earlier(breach)))
    .orderBy(...newest)
    .limit(page)

  const change: Entry = {
    at: sql`${auditLog.at}`,
    key: sql`'status-' || lpad(${auditLog.id}::text, 15, '0')`,
    event: sql`case ${auditLog.detail} ->> 'to' when 'suspended' then 'suspended' when 'evacuating' then 'closing'
      else 'restored' end`,
    about: sql`''`,
    detail: NOTHING,
    subject: null,
    ref: NOTHING,
  }
  const ofStatus = db
    .select(fields(change))
    .from(auditLog)
    .where(
      and(
        eq(auditLog.subjectType, 'region'),
        eq(auditLog.subjectId, sql.placeholder('subjectId')),
        eq(auditLog.regionId, region),
        eq(auditLog.action, 'region.status-changed'),
        // Overdue payments are private to the owner and close nothing.
        sql`(${auditLog.detail} ->> 'to' in ('suspended', 'evacuating')
          or ${auditLog.detail} ->> 'from' in ('suspended', 'evacuating', 'archived'))`,
        wanted(['status']),
        earlier(change),
      ),
    )
    .orderBy(...newest)
    .limit(page)

  const passing: Entry = {
    at: sql`${auditLog.at}`,
    key: sql`'owner-' || lpad(${auditLog.id}::text, 15, '0')`,
    event: sql`'new-owner'`,
    about: sql`''`,
    detail: callsignOf(db, sql`(${auditLog.detail} ->> 'to')::uuid`),
    subject: null,
    ref: NOTHING,
  }
  const ofOwners = db
    .select(fields(passing))
    .from(auditLog)
    .where(
      and(
        eq(auditLog.subjectType, 'region'),
        eq(auditLog.subjectId, sql.placeholder('subjectId')),
        eq(auditLog.regionId, region),
        eq(auditLog.action, 'region.owner-changed'),
        wanted(['owners']),
        earlier(passing),
      ),
    )
    .orderBy(...newest)
    .limit(page)

  const ofTreaties = [inForce, notice, ended, breaches] as const
  return unionAll(ofLaws, ofElections, ofOffices, ofRecalls, ...ofTreaties, ofStatus, ofOwners)
    .orderBy(...newest)
    .limit(page)
    .prepare('region_history')
})
