import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { regions } from '#db/schema/platform/regions.ts'
import { type UserActor } from '../services/require-actor.ts'
import { createHttpClient } from '../testing/http-client.ts'
import { makeRegion, type MadeRegion } from '../testing/make-region.ts'
import { makeUser } from '../testing/make-user.ts'
import { usePages } from '../testing/pages-build.ts'
import { useTestPlatform } from '../testing/test-platform.ts'

const platform = useTestPlatform()
const pages = usePages()
let home: MadeRegion
let other: MadeRegion

beforeAll(async () => {
  home = await makeRegion(platform, { withGalaxy: true, displayName: 'Home Port' })
  other = await makeRegion(platform, { withGalaxy: true, displayName: 'Far Port' })
  // The pages are compiled when the first one is asked for.
  await pages.build()
}, 300_000)

/** Asks for a page as this player; redirects are not followed. */
async function look(user: UserActor, path: string) {
  const { sessions } = platform.apiContext().request
  const now = await platform.clock.now(platform.db)
  const begun = await sessions.begin(user.userId, { ipAddress: null, userAgent: null }, now)
  const client = createHttpClient(platform, {}, { build: pages.build })
  const answer = await client.request(path, {
    redirect: 'manual',
    headers: { accept: 'text/html', cookie: begun.split(';')[0] ?? '', host: new URL(client.origin).host },
  })
  return { status: answer.status, to: answer.headers.get('location'), html: await answer.text() }
}

async function makePilot(): Promise<UserActor> {
  const user = await makeUser(platform)
  await platform.api(user).space.enter({ region: home.region.name })
  return user
}

describe('“Enter the galaxy here” of a region', () => {
  it('lets a newcomer start there', async () => {
    const { status, html } = await look(await makeUser(platform), `/play?region=${other.region.name}`)
    expect(status).toBe(200)
    expect(html).toContain('Start in Far Port')
  })

  it('shows a pilot who is there already their ship, and one who flies elsewhere the journey', async () => {
    const pilot = await makePilot()
    const here = await look(pilot, `/play?region=${home.region.name}`)
    expect(here.status).toBe(200)
    expect(here.html).toContain('Home Port')
    expect(await look(pilot, `/play?region=${other.region.name}`)).toMatchObject({
      status: 302,
      to: `/play/journey?to=${other.region.name}`,
    })
    // However strange the name is.
    expect(await look(pilot, '/play?region=//elsewhere.example')).toMatchObject({
      status: 302,
      to: '/play/journey?to=%2F%2Felsewhere.example',
    })
  })
})

describe('a region that closes under a pilot', () => {
  it.each(['suspended', 'evacuating'] as const)(
    'still shows ship and log, and nobody begins there: %s',
    async (status) => {
      const pilot = await makePilot()
      await platform.db.update(regions).set({ status }).where(eq(regions.id, home.region.id))
      const log = await look(pilot, '/play/log')
      expect(log.status).toBe(200)
      expect(log.html).toContain('Starting credits')
      expect((await look(pilot, '/play')).status).toBe(200)
      // Nobody begins there meanwhile.
      const { html } = await look(await makeUser(platform), `/play?region=${home.region.name}`)
      expect(html).not.toContain('Home Port')
      await platform.db.update(regions).set({ status: 'active' }).where(eq(regions.id, home.region.id))
    },
  )
})
