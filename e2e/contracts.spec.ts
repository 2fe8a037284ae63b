import { confirmOrder, logIn, openSheet } from './deck.ts'
import { findTradeRun, postShortage } from './galaxy-database.ts'
import {
  DESK,
  expectAccessible,
  expectNoClassConflicts,
  expectNoOverflow,
  PHONE,
  takePicture,
} from './page-checks.ts'
import { signInProgram } from './rest-client.ts'
import { expect, test } from './test.ts'
import { REGION_OF } from './world.ts'

const REGION = REGION_OF.citizen

// All deliver to one port.
test.describe.configure({ mode: 'default' })

for (const size of [DESK, PHONE])
  test(`a pilot takes a contract, fills it and is paid at ${size.width} px`, async ({ page, request }) => {
    await page.setViewportSize(size)
    const run = await findTradeRun(REGION)
    const premium = await postShortage(REGION, run)
    const { account, send, call } = await signInProgram(request)
    const shot = async (name: string) => {
      await expectAccessible(page)
      await expectNoClassConflicts(page)
      await expectNoOverflow(page)
      await takePicture(page, name)
    }
    await call('POST', '/play/enter', { region: REGION })
    await logIn(page, account)

    await page.goto('/play/contracts')
    await expect(page.getByText('You have none. Take one below before you fly.')).toBeVisible()
    const wanted = new RegExp(`30 ${run.commodity}`)
    await page
      .getByRole('table', { name: 'Open contracts' })
      .getByRole('row', { name: wanted })
      .filter({ hasText: `+${premium} cr` })
      .getByRole('button', { name: /^Take/ })
      .press('Enter')
    const mine = page.getByRole('table', { name: 'Your contracts' }).getByRole('row', { name: wanted })
    await expect(mine).toContainText(`+${premium} cr`)
    await expect(page.getByText(/^1 of 3 at a time, 1 of 5 taken today/)).toBeVisible()
    await shot('contracts')

    // The goods are bought and flown by a program.
    const { markets } = (await send('GET', '/play/market')).body as {
      markets: { port: { id: number; board: { commodity: string; role: string }[] } }[]
    }
    const maker = markets.find(({ port }) =>
      port.board.some(({ commodity, role }) => commodity === run.commodity && role === 'sells'),
    )
    const order = { orderId: crypto.randomUUID(), portId: maker?.port.id, commodity: run.commodity }
    await call('POST', '/play/orders', { ...order, side: 'buy', quantity: 30, worstNet: 1_000_000 })
    const route = (await send('GET', `/play/route?toSector=${run.to}`)).body as {
      legs: { sectorId: number }[]
    }
    for (const { sectorId } of route.legs) await call('POST', '/play/move', { toSector: sectorId })

    await page.goto('/play')
    await openSheet(page, 'Trade')
    const panel = page.getByRole('region', { name: 'Contracts' })
    await expect(panel).toContainText(wanted)
    await expect(panel).toContainText('Yours: ')
    await shot('contract-panel')
    await page.getByRole('link', { name: new RegExp(`^Sell all 30 ${run.commodity}$`) }).press('Enter')
    const sell = page.getByRole('button', { name: /^Sell 30 for/ })
    await expect(sell).toBeFocused()
    const sold = await confirmOrder(page, sell, /^Sold \d/)
    await expect(sold).toContainText(`Contracts paid ${premium} cr on top.`)
    await page.goto('/play/contracts')
    await expect(page.getByText('You have none. Take one below before you fly.')).toBeVisible()
  })
