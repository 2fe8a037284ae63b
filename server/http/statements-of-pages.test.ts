import { type LoaderFunctionArgs } from '@remix-run/node'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loader as deck } from '#app/routes/governor.$region/route.tsx'
import { loader as overview } from '#app/routes/governor.$region._index/route.tsx'
import { loader as diplomacy } from '#app/routes/governor.$region.diplomacy._index/route.tsx'
import { loader as region } from '#app/routes/regions.$region/route.tsx'
import { loader as regionPage } from '#app/routes/regions.$region._index/route.tsx'
import { withReadCache } from '../services/once-per-request.ts'
import { type UserActor } from '../services/require-actor.ts'
import { makeDemocracy } from '../testing/make-democracy.ts'
import { useTestPlatform } from '../testing/test-platform.ts'
import { createCaller } from '../trpc/router.ts'

const platform = useTestPlatform()

/** What every page asks besides its own: whose session it is, and the unread notifications (app/root.tsx). */
const OF_EVERY_PAGE = 1

const query = pg.Client.prototype.query
let asked: string[] = []
/** Those without a name are planned anew each time. */
let unnamed: string[] = []

beforeEach(() => {
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    const [what] = args
    const { text, name } =
      typeof what === 'string' ? { text: what } : (what as { text: string; name?: string })
    asked.push(text)
    if (name === undefined) unnamed.push(text)
    return Reflect.apply(query, this, args) as unknown
  } as typeof query
})
afterEach(() => {
  pg.Client.prototype.query = query
})

/** The statements that the loaders of one page need together, for this person, after others have just seen the page too. */
async function statementsOf(
  loaders: ((args: LoaderFunctionArgs) => Promise<unknown>)[],
  params: Record<string, string>,
  actor: UserActor,
): Promise<string[]> {
  const load = async () => {
    const api = platform.apiContext(actor)
    const context = {
      api: createCaller({ ...api, service: withReadCache(api.service) }),
      user: {
        id: actor.userId,
        callsign: actor.callsign,
        role: actor.role,
        isUnconfirmed: false,
        suspension: null,
      },
      refusal: null,
      bodyRefusal: null,
      cspNonce: '',
      gallery: false,
      reportError: () => undefined,
    }
    const request = new Request('http://game.test/')
    await Promise.all([
      context.api.notifications.unreadCount(),
      ...loaders.map((loader) => loader({ request, context, params } as unknown as LoaderFunctionArgs)),
    ])
  }
  await load()
  asked = []
  unnamed = []
  await load()
  return asked.filter((text) => !/^\s*(?:begin|commit|listen|set )/i.test(text))
}

const isOfTreaties = (text: string) => text.includes('from "treaties"')

describe('the statements of a page', () => {
  it('of a region, for a member, are at most seven, planned once but for the time', async () => {
    const { region: made, voters } = await makeDemocracy(platform, 2)
    const [, member] = voters
    if (!member) throw new Error('a democracy of two has two')
    const statements = await statementsOf([region, regionPage], { region: made.name }, member)
    expect(statements.length + OF_EVERY_PAGE).toBeLessThanOrEqual(7)
    expect(unnamed.filter((text) => !text.includes('clock_timestamp()'))).toEqual([])
  })

  // One of them is how the region is served, which its owner is told of.
  it('of the overview, after the government has just seen it, are at most six', async () => {
    const { region: made, owner } = await makeDemocracy(platform, 2)
    const statements = await statementsOf([deck, overview], { region: made.name }, owner)
    expect(statements.length + OF_EVERY_PAGE).toBeLessThanOrEqual(6)
  })

  it('about treaties are planned once', async () => {
    const { region: made, owner } = await makeDemocracy(platform, 2)
    const statements = await statementsOf([deck, diplomacy], { region: made.name }, owner)
    expect(statements.filter(isOfTreaties).length).toBeGreaterThan(0)
    expect(unnamed.filter(isOfTreaties)).toEqual([])
  })
})
