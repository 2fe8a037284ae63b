import { randomUUID } from 'node:crypto'
import { and, eq, isNull } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { personalTokens } from '#db/schema/platform/access.ts'
import { refreshTokens, sessions } from '#db/schema/platform/identity.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { toActor } from './person.ts'
import { signUp } from './sign-up.ts'

const platform = useTestPlatform()
const OLD = 'violet lantern over harbour'
const NEW = 'seven quiet copper kettles'
const ROUNDS = 12

/** From an address of its own, so that no limit stands in the way. */
const stranger = () => {
  const at = platform.apiContext()
  return platform.apiOf({ ...at, request: { ...at.request, ipAddress: randomUUID() } })
}

it('who knew the old password has nothing after its change, however close they were', async () => {
  for (let round = 0; round < ROUNDS; round++) {
    const callsign = `pilot-${randomUUID().slice(0, 8)}`
    const email = `${callsign}@example.test`
    const owner = await signUp(platform.ctx({ kind: 'system', job: 'test' }), {
      ...{ email, callsign, password: OLD, ipAddress: 'test' },
    })
    if (!owner) throw new Error('nobody signed up')
    const api = platform.api(toActor(owner))
    const [changed] = await Promise.allSettled([
      api.identity.changePassword({ currentPassword: OLD, newPassword: NEW }),
      stranger().identity.logIn({ email, password: OLD }),
      stranger().identity.token({ email, password: OLD }),
      stranger().identity.logIn({ email, password: OLD }),
      api.identity.createToken({ name: 'Theirs', scopes: ['read'], days: 30 }),
    ])
    expect(changed.status).toBe('fulfilled')
    const { id: userId } = owner
    expect(await platform.db.$count(sessions, eq(sessions.userId, userId))).toBe(0)
    expect(
      await platform.db.$count(
        refreshTokens,
        and(eq(refreshTokens.userId, userId), isNull(refreshTokens.revokedAt)),
      ),
    ).toBe(0)
    expect(
      await platform.db.$count(
        personalTokens,
        and(eq(personalTokens.userId, userId), isNull(personalTokens.revokedAt)),
      ),
    ).toBe(0)
  }
})
