import { beforeAll, expect, it } from 'vitest'
import { eq } from 'drizzle-orm'
import { memberships } from '#db/schema/platform/membership.ts'
import { billingSteps } from '../testing/billing-steps.ts'
import { createHttpClient } from '../testing/http-client.ts'
import { makeMember } from '../testing/make-region.ts'
import { usePages } from '../testing/pages-build.ts'
import { useTestShop } from '../testing/test-shop.ts'
import { cookieOf } from '../testing/world-of-pages.ts'

const shop = useTestShop()
const { platform } = shop
const { regionOf } = billingSteps(shop)
const pages = usePages()

// The pages are compiled when the first one is asked for.
beforeAll(async () => void (await pages.build()), 300_000)

it('says why a payment was refused, and why a withdrawal was', async () => {
  const { id, buyer } = await shop.buy()
  const region = await regionOf(id)
  const heir = await makeMember(platform, region)
  const { ownership } = platform.api(heir)
  const { transferId } = await platform
    .api(buyer)
    .ownership.offerTransfer({ region: region.name, callsign: heir.callsign, terms: '' })
  await ownership.acceptTransfer({ transferId })
  const client = createHttpClient(platform, {}, { build: pages.build })
  const cookie = await cookieOf(platform, heir)
  const send = async (intent: 'pay' | 'end') => {
    const answer = await client.request(`/regions/${region.name}/transfer`, {
      method: 'POST',
      body: new URLSearchParams({ intent, transfer: transferId }),
      headers: { accept: 'text/html', cookie, origin: client.origin, host: new URL(client.origin).host },
    })
    const [, alert = ''] = (await answer.text()).split('role="alert"')
    const [words = ''] = alert.slice(alert.indexOf('>') + 1).split('</p>')
    return { status: answer.status, alert: words.replaceAll(/<[^>]*>/g, '') }
  }
  await platform.db
    .update(memberships)
    .set({ type: 'visitor', citizenSince: null, residentSince: null })
    .where(eq(memberships.userId, heir.userId))
  expect(await send('pay')).toMatchObject({
    status: 409,
    alert: expect.stringContaining('citizen') as string,
  })
  await ownership.withdrawTransfer({ transferId })
  expect(await send('end')).toMatchObject({ status: 409, alert: expect.stringContaining('over') as string })
}, 300_000)
