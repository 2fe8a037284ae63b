import { beforeAll, describe, expect, it } from 'vitest'
import { DEFAULT_TIERS } from '../domain/billing/tiers.ts'
import { billingSteps } from '../testing/billing-steps.ts'
import { formsOf } from '../testing/html-forms.ts'
import { createHttpClient } from '../testing/http-client.ts'
import { makeMember } from '../testing/make-region.ts'
import { usePages } from '../testing/pages-build.ts'
import { useTestShop } from '../testing/test-shop.ts'
import { cookieOf } from '../testing/world-of-pages.ts'

/** What the operator sells changes during a test. */
const tiers = {
  standard: { ...DEFAULT_TIERS.standard },
  large: { ...DEFAULT_TIERS.large, isOffered: true },
  grand: { ...DEFAULT_TIERS.grand, isOffered: true },
}
const shop = useTestShop({ tiers })
const { platform } = shop
const { regionOf } = billingSteps(shop)
const pages = usePages()

// The pages are compiled when the first one is asked for.
beforeAll(async () => void (await pages.build()), 300_000)

type Bought = Awaited<ReturnType<typeof shop.buy>>
async function browserOf({ id, buyer }: Bought) {
  const paypal = shop.paypal().client
  const client = createHttpClient(platform, {}, { build: pages.build, paypal })
  const headers = {
    ...{ accept: 'text/html', cookie: await cookieOf(platform, buyer) },
    ...{ origin: client.origin, host: new URL(client.origin).host },
  }
  const path = `/account/billing/size/${id}`
  const page = async () => (await client.request(path, { headers })).text()
  const send = (values: Record<string, string>) =>
    client.request(path, { method: 'POST', body: new URLSearchParams(values), headers })
  return { page, send }
}
const agree = async ({ paypalSubscriptionId }: Bought) => {
  await shop.control(`subscriptions/${paypalSubscriptionId}/consent`)
  await shop.deliver()
}
const choices = (html: string) => [...html.matchAll(/<input type="radio"[^>]*>/g)].map(([input]) => input)

describe('the page of a region’s size', { timeout: 240_000 }, () => {
  it('leads back to the size that is paid, also when it is not sold any more, and into no other by itself', async () => {
    const bought = await shop.buy({ tier: 'large' })
    const { page, send } = await browserOf(bought)
    expect(choices(await page()).filter((input) => input.includes('checked="'))).toEqual([
      expect.stringContaining('value="large"'),
    ])
    expect(await page()).toMatch(/Erased (<!-- -->)?90(<!-- -->)? days after the change: .*its emblem/)
    expect((await send({ tier: 'standard' })).status).toBe(302)
    await agree(bought)
    tiers.large.isOffered = false
    const agreed = await page()
    expect(agreed).toContain('Agreed: Standard begins with your next payment')
    expect(choices(agreed)).toHaveLength(2)
    expect(agreed).not.toContain('checked=""')
    expect(agreed).toContain('not sold any more')
    const back = formsOf(agreed).find(({ values }) => values.get('tier') === 'large')
    expect(agreed).toMatch(/Keep (<!-- -->)?Large/)
    expect((await send(Object.fromEntries(back?.values ?? []))).status).toBe(302)
    await agree(bought)
    await shop.passDays(32)
    expect((await shop.row(bought.id)).tier).toBe('large')
  })

  it('shows the only size that is sold to who has another, and no form to who has that', async () => {
    const [small, large] = [await shop.buy({ tier: 'standard' }), await shop.buy({ tier: 'grand' })]
    tiers.large.isOffered = false
    tiers.grand.isOffered = false
    const here = await (await browserOf(large)).page()
    expect(choices(here)).toEqual([expect.stringContaining('value="standard"')])
    expect(here).toContain('Agree at PayPal')
    const only = await (await browserOf(small)).page()
    expect(only).toContain('No other size is sold.')
    expect(only).not.toContain('Agree at PayPal')
  })

  it('is chosen beforehand by who takes a region over, and what a smaller one would erase is named', async () => {
    tiers.large.isOffered = true
    const bought = await shop.buy({ tier: 'large' })
    const region = await regionOf(bought.id)
    const heir = await makeMember(platform, region)
    const { transferId } = await platform
      .api(bought.buyer)
      .ownership.offerTransfer({ region: region.name, callsign: heir.callsign, terms: '' })
    await platform.api(heir).ownership.acceptTransfer({ transferId })
    const client = createHttpClient(platform, {}, { build: pages.build })
    const headers = { accept: 'text/html', cookie: await cookieOf(platform, heir) }
    const html = await (await client.request(`/regions/${region.name}/transfer`, { headers })).text()
    expect(choices(html).filter((input) => input.includes('checked="'))).toEqual([
      expect.stringContaining('value="large"'),
    ])
    expect(html).toContain('its emblem')
    const { id } = await platform.api(heir).billing.startTransferTakeover({ transferId })
    expect((await shop.row(id)).tier).toBe('large')
    tiers.large.isOffered = false
    await platform.api(heir).billing.startTransferTakeover({ transferId })
    expect((await shop.row(id)).tier).toBe('standard')
  })
})
