import { sql, type SQL } from 'drizzle-orm'
import { ballots, votes } from '#db/schema/platform/voting.ts'
import { refreshTokens, sessions, users } from '#db/schema/platform/identity.ts'
import { memberships } from '#db/schema/platform/membership.ts'
import { auditLog } from '#db/schema/platform/operations.ts'
import { BASE_VOTING_WEIGHT } from '#server/domain/membership/voting-power.ts'
import { citizenSince, seenSince } from '#server/domain/ownership/rescue.ts'
import { type Timetable } from '#server/domain/billing/subscription-timetable.ts'
import { type RegionRow } from '../regions/region-rows.ts'

/**
 * The roll of a rescue, one vote each, of those who logged in or voted within the last sixty days: citizens of thirty days when the paid time
 * ended; where none but the owner was one, those of seven days; and where there were none of these, all who were citizens then. No
 * setting counts here: it could be changed after the region began to lapse. Answers rows of `user_id`, `weight`, `reason`.
 */
export function rescueRoll(region: RegionRow, timetable: Timetable, openedAt: Date): SQL {
  const at = (moment: Date) => sql`${moment.toISOString()}::timestamptz`
  const { established, newer } = citizenSince(timetable)
  const since = at(seenSince(openedAt))
  return sql`
    select pool.user_id, ${sql.raw(String(BASE_VOTING_WEIGHT))} as weight,
           case when pool.user_id = ${region.ownerId} then 'owner' else 'citizen' end as reason
      from (select seen.*, min(seen.rank) filter (where seen.user_id <> ${region.ownerId}) over () as found
              from (select member.user_id,
                           case when member.citizen_since <= ${at(established)} then 1
                                when member.citizen_since <= ${at(newer)} then 2 else 3 end as rank
                      from ${memberships} member inner join ${users} account on account.id = member.user_id
                     where member.region_id = ${region.id} and member.type = 'citizen'
                       and member.citizen_since <= ${at(timetable.lapsesAt)} and account.expired_at is null
                       and (exists (select from ${sessions} s
                                     where s.user_id = member.user_id and s.last_seen_at >= ${since})
                         or exists (select from ${refreshTokens} t
                                     where t.user_id = member.user_id and t.created_at >= ${since})
                         or exists (select from ${auditLog} a where a.actor_id = member.user_id and a.at >= ${since}
                                and (a.action = 'user.logged-in' or a.action like '%.ballot-cast'
                                  or a.action like '%.ballot-changed'))
                         or exists (select from ${ballots} b inner join ${votes} v on v.id = b.vote_id
                                     where b.user_id = member.user_id and v.region_id = ${region.id}
                                       and v.closes_at >= ${since}
                                       and greatest(b.cast_at, b.changed_at) >= ${since}))) seen) pool
     where pool.rank <= coalesce(pool.found, 3)`
}
