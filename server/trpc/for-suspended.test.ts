import { beforeAll, describe, expect, it } from 'vitest'
import { type UserActor } from '../services/require-actor.ts'
import { makeUser } from '../testing/make-user.ts'
import { useTestPlatform } from '../testing/test-platform.ts'
import { FOR_SUSPENDED } from './for-suspended.ts'
import { definitionsOf } from './rest/routes.ts'
import { appRouter } from './router.ts'

const platform = useTestPlatform()
const definitions = definitionsOf(appRouter)

describe('a suspended account', () => {
  let person: UserActor
  beforeAll(async () => {
    const suspension = { text: 'Rude words.', until: null }
    person = { ...(await makeUser(platform)), suspension }
  })

  /** Any procedure by its name. */
  const call = (name: string) => {
    const [subject = '', verb = ''] = name.split('.')
    const api = platform.api(person) as unknown as Record<
      string,
      Record<string, (input: unknown) => Promise<unknown>>
    >
    return api[subject]?.[verb]?.({}) ?? Promise.reject(new Error(`there is no ${name}`))
  }

  it('is refused everything that needs an account, save one short list', async () => {
    const needing = definitions
      .filter(([, { meta }]) => meta?.access === 'player' || meta?.access === 'admin')
      .map(([name]) => name)
    expect(needing.length).toBeGreaterThan(100)
    for (const name of needing.filter((one) => !FOR_SUSPENDED.includes(one)))
      await expect(call(name), name).rejects.toMatchObject({
        code: 'FORBIDDEN',
        cause: { reason: 'suspended' },
        message: expect.stringContaining('Rude words.') as string,
      })
  })

  it('may do what is on the list, and the list names nothing that is not there', async () => {
    const names = definitions.map(([name]) => name)
    expect(FOR_SUSPENDED.filter((name) => !names.includes(name))).toEqual([])
    expect(await platform.api(person).identity.me()).toMatchObject({ callsign: person.callsign })
    expect(await platform.api(person).billing.list({})).toMatchObject({ items: [] })
    expect(await platform.api(person).notifications.unreadCount()).toBe(0)
  })

  it('sees of the rest what a stranger sees', async () => {
    const profile = await platform.api(person).pilots.profile({ callsign: person.callsign })
    expect(profile).toEqual(await platform.api().pilots.profile({ callsign: person.callsign }))
    const accept = platform.api(person).identity.acceptAdminInvite({ token: 'x', account: null })
    await expect(accept).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
