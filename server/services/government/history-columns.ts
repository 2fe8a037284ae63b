import { and, eq, isNotNull, sql, type SQL } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { type Queryable } from '#db/client.ts'
import { treaties } from '#db/schema/platform/diplomacy.ts'
import { users } from '#db/schema/platform/identity.ts'
import { laws } from '#db/schema/platform/regions.ts'

/** Whether a law changed who governs. */
export const changesGovernment = sql`(${laws.changes} @> '[{"lever": "governanceType"}]')`

/** The old and the new form of government, joined by ` > `. */
export const governments = sql`(select (change ->> 'before') || ' > ' || (change ->> 'after')
  from jsonb_array_elements(${laws.changes}) as change where change ->> 'lever' = 'governanceType')`

export const callsignOf = (db: Queryable, userId: SQL): SQL =>
  sql`${db
    .select({ callsign: users.callsign })
    .from(users)
    .where(sql`${users.id} = ${userId}`)}`

/** What a law did to a region, as the name of an event, and what its sentence is about besides the title. */
export const eventOfLaw = sql`case when ${laws.kind} = 'founding' then 'founded' when ${changesGovernment} then 'government'
  else ${laws.kind} end`
export const detailOfLaw = (db: Queryable): SQL =>
  sql`case when ${laws.kind} <> 'founding' and ${changesGovernment} then ${governments}
    else ${callsignOf(db, sql`${laws.enactedBy}`)} end`

/** A renewed treaty did not really end. */
export const notRenewed = (db: Queryable): SQL => {
  const renewal = alias(treaties, 'renewal')
  return sql`not exists ${db
    .select({ id: renewal.id })
    .from(renewal)
    .where(and(eq(renewal.renewsId, treaties.id), isNotNull(renewal.signedAt)))}`
}
