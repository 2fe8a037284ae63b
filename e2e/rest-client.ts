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
  /** The same for what has to succeed. */
  call: (method: 'POST' | 'PUT', path: string, body: Json) => Promise<Json>
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
  const send: Program['send'] = async (method, path, body) => {
    const response = await request.fetch(api(path), {
      method,
      headers: { Authorization: `Bearer ${accessToken}` },
      ...(body === undefined ? {} : { data: body }),
    })
    return { status: response.status(), body: (await response.json()) as Json }
  }
  return {
    account,
    send,
    call: async (method, path, body) => {
      const answer = await send(method, path, body)
      expect(answer.status, `${method} ${path}: ${JSON.stringify(answer.body)}`).toBe(200)
      return answer.body
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
