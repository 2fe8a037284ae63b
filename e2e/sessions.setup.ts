import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { accountOf, BASE_URL, ROLES, sessionFile } from './world.ts'

for (const role of ROLES) {
  test(`log in once as ${role}`, async ({ request }) => {
    const { email, password } = accountOf(role)
    const answer = await request.post('/login', {
      form: { email, password },
      headers: { Origin: BASE_URL },
      maxRedirects: 0,
    })
    expect(answer.status()).toBe(302)
    mkdirSync(path.dirname(sessionFile(role)), { recursive: true })
    await request.storageState({ path: sessionFile(role) })
  })
}
