import { withDatabase } from './platform-database.ts'

const QUEUE = `insert into job_outbox (id, name, payload, run_at, created_at)
  values (gen_random_uuid(), $1, $2, now(), now())`

/** Fast-forwards the months of a region: payments and citizens become older by so many days, and its subscription is settled. */
export const letDaysPass = (region: string, days: number) =>
  withDatabase('sectorwars', async (client) => {
    const values = [region, `${days} days`]
    await client.query(
      `update memberships set citizen_since = citizen_since - $2::interval
        where region_id = (select id from regions where name = $1)`,
      values,
    )
    const { rows } = await client.query<{ id: string }>(
      `update payment_ledger set occurred_at = occurred_at - $2::interval, recorded_at = recorded_at - $2::interval
        where subscription_id in (select id from subscriptions where status <> 'handed_over'
          and region_id = (select id from regions where name = $1)) returning subscription_id as id`,
      values,
    )
    for (const { id } of rows) await client.query(QUEUE, ['settle-subscription', { subscriptionId: id }])
  })

/** Makes somebody a citizen of forty days, whose account is as old. */
export const makeOldCitizen = (region: string, callsign: string) =>
  withDatabase('sectorwars', async (client) => {
    await client.query(
      `update users set created_at = created_at - interval '40 days',
              confirmed_at = coalesce(confirmed_at, now()) where callsign = $1`,
      [callsign],
    )
    await client.query(
      `insert into memberships (region_id, user_id, type, joined_at, resident_since, citizen_since, last_visit_at)
       select regions.id, users.id, 'citizen', now() - interval '40 days', now() - interval '40 days',
              now() - interval '40 days', now()
         from regions, users where name = $1 and callsign = $2`,
      [region, callsign],
    )
  })

/** Queues the sweep of rescues and transfers, which comes by itself every minute. */
export const sweepOwnershipNow = () =>
  withDatabase('sectorwars', (client) => client.query(QUEUE, ['sweep-ownership', {}]))

/** Fast-forwards to the end of the vote on a rescue. */
export const letRescueVoteEnd = (rescueId: string) =>
  withDatabase('sectorwars', async (client) => {
    await client.query(
      `with vote as (update votes set opens_at = opens_at - interval '7 days', closes_at = closes_at - interval '7 days'
          where id = (select vote_id from rescues where id = $1) returning id)
       update ballots set cast_at = cast_at - interval '7 days' where vote_id in (select id from vote)`,
      [rescueId],
    )
    await client.query(QUEUE, ['sweep-ownership', {}])
  })
