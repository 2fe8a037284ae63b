import { expect, type APIRequestContext } from '@playwright/test'
import { BASE_URL, newcomer, SIMULATOR_URL, type Account } from './world.ts'

export type Json = Record<string, unknown>

/** A REST client with a bearer token. */
export type Program = {
  account: Account
  send: (
    method: 'GET' | 'POST' | 'PUT',
    path: string,
    body?: unknown,
  ) => Promise<{ status: number; body: Json }>
  /** Calls tRPC procedures for steps that are not the point of a test. */
  call: (procedure: string, input: Json) => Promise<Json>
}

export type Governance = 'autocracy' | 'democracy' | 'council'

const api = (path: string) => `${BASE_URL}/api/v1${path}`

/** Creates an account, or uses a demo account, and gets a token. */
export async function signInProgram(request: APIRequestContext, existing?: Account): Promise<Program> {
  const account = existing ?? newcomer()
  const { email, password } = account
  if (!existing) {
    const registered = await request.post(api('/auth/register'), { data: account })
    expect(registered.status(), await registered.text()).toBe(200)
  }
  const answer = await request.post(api('/auth/token'), { data: { email, password } })
  expect(answer.status(), await answer.text()).toBe(200)
  const { accessToken } = (await answer.json()) as { accessToken: string }
  return {
    account,
    send: async (method, path, body) => {
      const response = await request.fetch(api(path), {
        method,
        headers: { Authorization: `Bearer ${accessToken}` },
        ...(body === undefined ? {} : { data: body }),
      })
      return { status: response.status(), body: (await response.json()) as Json }
    },
    call: async (procedure, input) => {
      const response = await request.post(`${BASE_URL}/trpc/${procedure}`, {
        headers: { Authorization: `Bearer ${accessToken}` },
        data: input,
      })
      expect(response.status(), `${procedure}: ${await response.text()}`).toBe(200)
      return ((await response.json()) as { result: { data: Json } }).result.data
    },
  }
}

/** Founds a region, paid through the simulator, for tests that would otherwise change shared ones. */
export async function foundRegion(program: Program, request: APIRequestContext, governanceType: Governance) {
  const mark = program.account.callsign.toLowerCase()
  const region = { regionName: `reach-${mark}`, displayName: `Reach of ${mark}`, governanceType }
  const checkout = await program.send('POST', '/subscriptions', { plan: 'regional_owner', ...region })
  expect(checkout.status, JSON.stringify(checkout.body)).toBe(200)
  const paypalId = String(checkout.body.paypalSubscriptionId)
  const paid = await request.post(`${SIMULATOR_URL}/simulator/api/subscriptions/${paypalId}/approve`)
  expect(paid.ok()).toBe(true)
  await expect
    .poll(async () => (await program.send('GET', `/regions/${region.regionName}`)).body.status, {
      timeout: 60_000,
    })
    .toBe('active')
  return { name: region.regionName, displayName: region.displayName }
}
