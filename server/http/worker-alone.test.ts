import { expect, it } from 'vitest'
import { useBundledServer } from '../testing/bundled-server.ts'
import { useTestPlatform } from '../testing/test-platform.ts'

const platform = useTestPlatform()
const server = useBundledServer({
  firstPort: 26_300,
  portSetting: 'WORKER_HEALTH_PORT',
  // PayPal is not needed, and not there.
  env: () => ({
    ROLES: 'worker',
    DATABASE_URL: platform.url,
    PAYPAL_SIMULATOR_URL: 'http://127.0.0.1:9',
  }),
})

it('a process that is a worker only says of itself that it does jobs', async () => {
  await server.start()
  expect(await (await fetch(`${server.url()}/healthz`)).text()).toBe('ok')
  const answer = await fetch(`${server.url()}/readyz`)
  expect(answer.status).toBe(200)
  expect(await answer.json()).toMatchObject({ status: 'ok', jobs: { failed: 0 } })
  expect((await fetch(`${server.url()}/api/v1/status/health`)).status).toBe(404)
}, 200_000)
