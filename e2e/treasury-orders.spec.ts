import { flash } from './deck.ts'
import { expect, test } from './test.ts'
import { REGION_OF } from './world.ts'

const PAGE = `/governor/${REGION_OF.autocrat}/economy/treasury`

test('a governor posts a job; a refused premium stays in its field with the bound', async ({
  open,
  complaints,
}) => {
  complaints.expect(/status of 409/)
  const page = await open('autocrat')
  await page.goto(`/governor/${REGION_OF.autocrat}/economy`)
  await page.getByRole('link', { name: 'Jobs, works and festivals' }).click()
  const job = page.getByRole('form', { name: 'Job' })
  await job.getByLabel(/^Port that uses/).selectOption({ index: 1 })
  await job.getByLabel('Units').fill('3')
  await job.getByLabel('Premium a unit, credits').fill('99999')
  await expect(job.getByRole('status')).toContainText('Sets 299,997 cr aside')
  await job.getByRole('button', { name: 'Post job' }).click()
  await expect(job.getByRole('alert')).toContainText('The premium must be at most')
  await expect(job.getByLabel('Premium a unit, credits')).toHaveValue('99999')
  await expect(job.getByLabel('Units')).toHaveValue('3')

  await job.getByLabel('Premium a unit, credits').fill('1')
  await job.getByRole('button', { name: 'Post job' }).click()
  await expect(flash(page, 'Job posted: 3 cr set aside')).toBeVisible()
  await expect(page.getByRole('table', { name: 'Open jobs' }).getByRole('row')).toContainText([/./, '0 of 3'])
  await expect(job.getByLabel('Units')).toHaveValue('')
})

test('whose government votes sees why it cannot order, and no buttons', async ({ open }) => {
  const page = await open('democrat')
  await page.goto(`/governor/${REGION_OF.democrat}/economy/treasury`)
  const works = page.getByRole('region', { name: 'Works' })
  await expect(works).toContainText('You cannot order this')
  await expect(works.getByRole('columnheader', { name: 'Action' })).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Post job' })).toHaveCount(0)
})

test('without JavaScript a good is chosen and a refused job shown with what was typed', async ({
  open,
  complaints,
}) => {
  complaints.expect(/status of 400/)
  const page = await open('autocrat', { javaScriptEnabled: false })
  await page.goto(PAGE)
  await page.getByRole('form', { name: 'Choose a good' }).getByRole('button', { name: 'Apply' }).click()
  await expect(page).toHaveURL(/[?]good=/)
  const job = page.getByRole('form', { name: 'Job' })
  await job.getByLabel(/^Port that uses/).selectOption({ index: 1 })
  await job.getByLabel('Units').fill('0')
  await job.getByLabel('Premium a unit, credits').fill('1')
  await job.getByRole('button', { name: 'Post job' }).click()
  await expect(job.getByRole('alert')).toContainText('The units must be a whole number')
  await expect(job.getByLabel('Units')).toHaveValue('0')
})
