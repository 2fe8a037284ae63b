import { expect, test } from '@playwright/test'
import { DEMO_CITIZENS, DEMO_REGIONS } from '#db/seed/demo-cast.ts'
import { LEADERBOARD_DAYS, LEAST_TURNS } from '#server/domain/ships/pilot-record.ts'
import { withDatabase } from './platform-database.ts'

/** Before other tests change it: the world as it is made. */
const inDatabase = <Row extends object>(sql: string, name = 'sectorwars') =>
  withDatabase(name, async (client) => (await client.query<Row>(sql)).rows)

/** The same question to every galaxy. */
async function inGalaxies<Row extends object>(sql: string): Promise<Row[]> {
  const galaxies = await inDatabase<{ name: string }>(
    `select database_name as name from galaxies where status = 'ready'`,
  )
  expect(galaxies).toHaveLength(DEMO_REGIONS.length + 1)
  return (await Promise.all(galaxies.map(({ name }) => inDatabase<Row>(sql, name)))).flat()
}

test.describe('the demo world', () => {
  test('has people whose addresses count as confirmed, so that everybody may do what its accounts show', async () => {
    expect(await inDatabase('select callsign from users where confirmed_at is null')).toEqual([])
  })

  test('has pilots on the leaderboard, with the profit and the contracts of the week', async () => {
    const items = await inDatabase<{ profit: string; contracts: string }>(
      `select sum(sales_net - purchases_net - berths) profit, sum(contracts) contracts from collected_pilot_days
       where day > (now() at time zone 'utc')::date - ${LEADERBOARD_DAYS}
       group by user_id having sum(turns) >= ${LEAST_TURNS}`,
    )
    expect(items.length).toBeGreaterThanOrEqual(5)
    for (const { profit } of items) expect(Number(profit)).toBeGreaterThan(0)
    expect(items.some(({ contracts }) => Number(contracts) > 0)).toBe(true)
  })

  test('has citizens who travelled with a cargo, all of whom have arrived', async () => {
    const crossings = await inDatabase<{ state: string; outcome: string; cargo: Record<string, number> }>(
      `select state, outcome, pilot -> 'cargo' as cargo from custody`,
    )
    expect(crossings.length).toBeGreaterThanOrEqual(20)
    for (const crossing of crossings) expect(crossing).toMatchObject({ state: 'closed', outcome: 'arrived' })
    expect(crossings.filter(({ cargo }) => Object.keys(cargo).length > 0).length).toBeGreaterThan(10)
    const visitors = await inDatabase<{ n: string }>(
      `select count(*) n from whereabouts where state <> 'present'`,
    )
    expect(visitors).toEqual([{ n: '0' }])
  })

  test('has trade and filled contracts in every galaxy, and nobody did more than a person can', async () => {
    const filled = await inGalaxies<{ kind: string; n: string }>(
      `select kind, count(*) n from contracts where state = 'done' group by kind`,
    )
    for (const kind of ['shortage', 'courier']) {
      const counts = filled.filter((row) => row.kind === kind).map(({ n }) => Number(n))
      expect(counts.length).toBeGreaterThanOrEqual(DEMO_REGIONS.length)
    }
    const trade = await inGalaxies<{ n: string }>('select count(*) n from trades')
    const orders = trade.map(({ n }) => Number(n))
    for (const n of orders) expect(n).toBeGreaterThan(0)
    // About one trade a citizen and day.
    expect(orders.reduce((sum, n) => sum + n, 0)).toBeLessThan(DEMO_CITIZENS.length * 30)
  })

  test('paid toll and tax into every treasury', async () => {
    const treasuries = await inGalaxies<{ balance: string }>(
      `select sum(amount) balance from ledger_postings where account_kind = 'treasury' and amount > 0`,
    )
    expect(treasuries).toHaveLength(DEMO_REGIONS.length + 1)
    for (const { balance } of treasuries) expect(Number(balance)).toBeGreaterThan(0)
  })

  test('balances on every day of the conservation audit', async () => {
    const audits = await inDatabase<{ result: string }>('select result from conservation_audits')
    expect(audits.length).toBeGreaterThanOrEqual(28)
    expect(new Set(audits.map(({ result }) => result))).toEqual(new Set(['balanced']))
  })
})
