import { pngWithScript } from '#server/testing/make-png.ts'
import { signUp } from './account-steps.ts'
import { expect, test } from './test.ts'
import { checkPage, takePicture } from './page-checks.ts'
import { newcomer, SIMULATOR_URL } from './world.ts'

test('an owner agrees to a larger region, and uploads an emblem after the first bill of its price', async ({
  page,
  complaints,
}) => {
  test.setTimeout(200_000)
  // Pictures that are too large are refused.
  complaints.expect(/status of 413/)
  const account = await signUp(page, newcomer('grower'))
  const name = `grow-${account.callsign.slice(-8)}`.toLowerCase()
  await page.goto(`/found?step=review&displayName=${name}&regionName=${name}&governanceType=autocracy`)
  await expect(page.getByRole('radio', { name: /^Grand, 60.00 USD a month/ })).toBeVisible()
  await page.getByRole('radio', { name: /^Standard, 25.00 USD a month/ }).check()
  await page.getByRole('button', { name: 'Reserve name and pay' }).click()
  await page.getByRole('link', { name: 'Continue on PayPal’s page' }).click()
  await page.getByRole('button', { name: 'Agree & subscribe' }).click()
  await expect(page.getByText(`${name} is open`)).toBeVisible({ timeout: 60_000 })

  await page.goto(`/regions/${name}/emblem`)
  await expect(page.getByText('A larger size of your region comes with an emblem of its own.')).toBeVisible()

  await page.goto('/account/billing')
  const paypalId = (await page.getByText(/^I-/).first().textContent()) ?? ''
  await page.getByRole('link', { name: 'Change size' }).click()
  await expect(page.getByRole('heading', { level: 1, name: `Size of ${name}` })).toBeVisible()
  const sizePage = new URL(page.url()).pathname
  await checkPage(page, sizePage)
  await page.getByRole('radio', { name: /^Large, 40.00 USD a month/ }).check()
  await page.getByRole('button', { name: 'Agree at PayPal' }).click()
  await expect(page).toHaveURL(new RegExp(`^${SIMULATOR_URL}`))
  await expect(page.getByText('Instead of 25.00 USD')).toBeVisible()
  await page.getByRole('button', { name: /^Cancel and return/ }).click()
  await expect(page.getByText('Nothing has changed, and nothing was charged.')).toBeVisible()
  await page.getByRole('button', { name: 'Go on at PayPal' }).click()
  await page.getByRole('button', { name: 'Agree & continue' }).click()
  await expect(page.getByText('Agreed: Large begins with your next payment')).toBeVisible({ timeout: 30_000 })
  await checkPage(page, sizePage)

  await page.goto('/account/billing')
  await expect(page.getByText('Regional ownership: Standard, 25.00 USD a month')).toBeVisible()
  await expect(page.getByText(/^40.00 USD on/)).toBeVisible()
  await checkPage(page, '/account/billing')
  await page.request.post(`${SIMULATOR_URL}/simulator/api/subscriptions/${paypalId}/bill`, { data: {} })
  await expect(page.getByText('Regional ownership: Large, 40.00 USD a month')).toBeVisible({
    timeout: 30_000,
  })

  await page.goto(sizePage)
  await expect(
    page.getByText(/^Erased 90 days after the change: its log beyond 90 days, its emblem/),
  ).toBeVisible()
  await checkPage(page, `${sizePage}?from=billing`)

  await page.goto(`/regions/${name}/emblem`)
  for (const megabytes of [0.3, 6]) {
    await page.getByLabel('Your picture').setInputFiles({
      ...{ name: 'photo.png', mimeType: 'image/png', buffer: Buffer.alloc(megabytes * 1_000_000) },
    })
    await page.getByRole('button', { name: 'Show this picture' }).click()
    await expect(page.getByText('The picture may have 128 KB at most.')).toBeVisible()
    await takePicture(page, 'emblem-too-large')
    await page.reload()
  }
  await page.getByLabel('Your picture').setInputFiles({
    ...{ name: 'emblem.png', mimeType: 'image/png', buffer: pngWithScript([40, 200, 120]) },
  })
  await page.getByRole('button', { name: 'Show this picture' }).click()
  await expect(
    page
      .getByRole('main')
      .getByRole('img', { name: `Emblem of ${name}` })
      .first(),
  ).toBeVisible()
  await checkPage(page, `/regions/${name}/emblem`)
  const address = await page
    .getByRole('main')
    .getByRole('img', { name: `Emblem of ${name}` })
    .first()
    .getAttribute('src')
  const answer = await page.request.get(address ?? '')
  expect(answer.headers()).toMatchObject({
    'content-type': 'image/png',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
  })
  expect((await answer.body()).includes('script')).toBe(false)
})
