import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { type APIRequestContext } from '@playwright/test'
import { readClosedVotes } from './platform-database.ts'
import { expect, test } from './test.ts'
import { REGION_OF } from './world.ts'

const RECOUNT = path.resolve(import.meta.dirname, '../scripts/recount/recount.mjs')

type Recorded = { subject?: string; results?: { method: string } }

/** The kinds of votes in the demo world by region, including the shared Council. An autocracy decides by decree. */
const VOTED = {
  democrat: ['policy', 'treaty', 'council', 'election: ranked_choice', 'election: weighted_plurality'],
  autocrat: ['council'],
  chair: ['policy', 'treaty', 'council', 'recall'],
}

type Listed = { items: { id: string; status: string }[]; total: number }

/** All items of one kind in the governed region, open or closed. */
async function listed(request: APIRequestContext, what: string): Promise<Listed['items']> {
  const answer = await request.get(`/api/v1/regions/my-region/${what}?pageSize=100`)
  expect(answer.status(), what).toBe(200)
  const { items, total } = (await answer.json()) as Listed
  expect(items).toHaveLength(total)
  return items
}

for (const role of ['democrat', 'autocrat', 'chair'] as const)
  test(`every closed vote of ${REGION_OF[role]} recounts correctly from its public record`, async ({
    open,
  }, testInfo) => {
    const { request } = await open(role)
    const region = REGION_OF[role]
    const policies = await listed(request, 'policies')
    const elections = await listed(request, 'elections')
    const treaties = await listed(request, 'treaties')
    const { recalls, motions } = await readClosedVotes(region)
    const addresses = [
      ...policies.filter(({ status }) => status !== 'voting').map(({ id }) => `/records/policy/${id}`),
      ...elections.filter(({ status }) => status === 'completed').map(({ id }) => `/records/election/${id}`),
      ...recalls.map((id) => `/records/recall/${id}`),
      ...motions.map((id) => `/nexus/council/motions/${id}/record`),
      ...treaties.map(({ id }) => `/records/treaty/${id}?region=${region}`),
    ]
    const kinds = new Set<string>()
    for (const [index, address] of addresses.entries()) {
      const answer = await request.get(address)
      // A treaty without a vote on this side, or with an open one, has no record.
      if (address.startsWith('/records/treaty/') && [404, 409].includes(answer.status())) continue
      expect(answer.status(), address).toBe(200)
      const file = testInfo.outputPath(`${index}.json`)
      const body = await answer.body()
      writeFileSync(file, body)
      const { subject, results } = JSON.parse(body.toString()) as Recorded
      kinds.add(results ? `election: ${results.method}` : (subject ?? ''))
      const { status, stdout, stderr } = spawnSync(process.execPath, [RECOUNT, file], { encoding: 'utf8' })
      expect.soft(status, `${address}\n${stdout}${stderr}`).toBe(0)
    }
    expect([...kinds]).toEqual(expect.arrayContaining(VOTED[role]))
  })
