import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { regions } from '#db/schema/platform/regions.ts'
import { DEFAULT_TIERS, type Tier } from '../domain/billing/tiers.ts'
import { createHttpClient } from '../testing/http-client.ts'
import { pngWithScript } from '../testing/make-png.ts'
import { makeRegion } from '../testing/make-region.ts'
import { usePages } from '../testing/pages-build.ts'
import { useTestPlatform } from '../testing/test-platform.ts'
import { cookieOf } from '../testing/world-of-pages.ts'

/** What the operator sells changes during a test. */
const tiers = { ...DEFAULT_TIERS, large: { ...DEFAULT_TIERS.large } }
const platform = useTestPlatform({ config: { tiers } })
const pages = usePages()

// The pages are compiled when the first one is asked for.
beforeAll(async () => void (await pages.build()), 300_000)

async function makeOwner(tier: Tier = 'large') {
  const { region, owner } = await makeRegion(platform)
  await platform.db.update(regions).set({ tier }).where(eq(regions.id, region.id))
  const client = createHttpClient(platform, {}, { build: pages.build })
  const headers = {
    ...{ cookie: await cookieOf(platform, owner), accept: 'text/html' },
    ...{ origin: client.origin, host: new URL(client.origin).host },
  }
  const upload = async (picture: Buffer, page = `/regions/${region.name}/emblem`) => {
    const form = new FormData()
    form.set('picture', new File([new Uint8Array(picture)], 'emblem.png', { type: 'image/png' }))
    const whole = new Request(client.origin, { method: 'POST', body: form })
    const body = Buffer.from(await whole.arrayBuffer())
    const sent = {
      'content-type': whole.headers.get('content-type') ?? '',
      'content-length': `${body.length}`,
    }
    return client.request(page, { method: 'POST', body, headers: { ...headers, ...sent } })
  }
  return { region, owner, client, headers, upload }
}

describe('the page of an emblem', { timeout: 120_000 }, () => {
  it('says in its form that a picture is too large to be sent at all, with scripts and without', async () => {
    const { region, upload } = await makeOwner()
    for (const kilobytes of [200, 300, 5_000]) {
      const answer = await upload(Buffer.alloc(kilobytes * 1024))
      expect([kilobytes, answer.status]).toEqual([kilobytes, kilobytes > 256 ? 413 : 400])
      const html = await answer.text()
      expect(html).toContain('The picture may have 128 KB at most.')
      expect(html).toContain('Show this picture')
    }
    const data = await upload(Buffer.alloc(300 * 1024), `/regions/${region.name}/emblem.data`)
    expect(data.headers.get('content-type')).toContain('text/x-script')
    expect(await data.text()).toContain('body-too-large')
    expect((await upload(pngWithScript([1, 2, 3]))).status).toBe(302)
  })

  it('speaks of larger sizes only where one with an emblem is sold, and so does the page of the culture', async () => {
    const { region, client, headers, upload } = await makeOwner('standard')
    const pages = async () =>
      Promise.all(
        [`/regions/${region.name}/emblem`, `/governor/${region.name}/culture`].map(async (path) => {
          const html = await (await client.request(path, { headers })).text()
          return /larger (size|region)|upload an emblem/.test(html)
        }),
      )
    const refused = async () => (await upload(pngWithScript([1, 2, 3]))).text()
    expect(await pages()).toEqual([false, false])
    expect(await refused()).toContain('Your region has no emblem of its own.')
    expect(await refused()).not.toContain('A larger size has')
    tiers.large.isOffered = true
    expect(await pages()).toEqual([true, true])
    expect(await refused()).toContain('A larger size has')
    tiers.large.isOffered = false
    // Its size is not sold any more, and it has its emblem.
    const held = await makeOwner('large')
    const culture = await client.request(`/governor/${held.region.name}/culture`, { headers: held.headers })
    expect(await culture.text()).toContain('The owner can')
  })

  it('shows a picture that a browser asks for again only where it is another one', async () => {
    const { region, client, headers, upload } = await makeOwner()
    const ask = (known?: string) =>
      client.request(`/emblems/${region.name}`, {
        headers: { ...headers, ...(known ? { 'if-none-match': known } : {}) },
      })
    await upload(pngWithScript([1, 2, 3]))
    const first = await ask()
    const tag = first.headers.get('etag') ?? ''
    expect([first.status, tag.length]).toEqual([200, 66])
    for (const known of [tag, `"other", W/${tag}`]) {
      const again = await ask(known)
      expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', tag])
      expect(again.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox")
    }
    await upload(pngWithScript([4, 5, 6]))
    expect((await ask(tag)).status).toBe(200)
  })
})
