import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { type APIRequestContext } from '@playwright/test'
import { expect, test } from './test.ts'
import { REGION_OF } from './world.ts'

const RECOUNT = path.resolve(import.meta.dirname, '../scripts/recount/recount.mjs')

type Listed = { items: { id: string; status: string }[]; total: number }

/** Everything of one kind in the region that somebody governs, closed or not. */
async function listed(request: APIRequestContext, what: string): Promise<Listed['items']> {
  const answer = await request.get(`/api/v1/regions/my-region/${what}?pageSize=100`)
  expect(answer.status(), what).toBe(200)
  const { items, total } = (await answer.json()) as Listed
  expect(items).toHaveLength(total)
  return items
}

for (const role of ['democrat', 'autocrat', 'chair'] as const)
  test(`every closed vote of ${REGION_OF[role]} is counted again from its public record`, async ({
    open,
  }, testInfo) => {
    const { request } = await open(role)
    const region = REGION_OF[role]
    const policies = await listed(request, 'policies')
    const elections = await listed(request, 'elections')
    const treaties = await listed(request, 'treaties')
    const addresses = [
      ...policies.filter(({ status }) => status !== 'voting').map(({ id }) => `/records/policy/${id}`),
      ...elections.filter(({ status }) => status === 'completed').map(({ id }) => `/records/election/${id}`),
      ...treaties.map(({ id }) => `/records/treaty/${id}?region=${region}`),
    ]
    let counted = 0
    for (const [index, address] of addresses.entries()) {
      const answer = await request.get(address)
      // A treaty that this side did not vote on, or does not yet, has no record.
      if (address.startsWith('/records/treaty/') && [404, 409].includes(answer.status())) continue
      expect(answer.status(), address).toBe(200)
      const file = testInfo.outputPath(`${index}.json`)
      writeFileSync(file, await answer.body())
      const { status, stdout, stderr } = spawnSync(process.execPath, [RECOUNT, file], { encoding: 'utf8' })
      expect.soft(status, `${address}\n${stdout}${stderr}`).toBe(0)
      counted += 1
    }
    // An autocracy decides by decree; the other two have voted.
    expect(counted).toBeGreaterThan(role === 'autocrat' ? -1 : 1)
  })
