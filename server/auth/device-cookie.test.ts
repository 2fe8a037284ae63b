import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { createDeviceCookie } from './device-cookie.ts'

const KEY = Buffer.alloc(32, 1)
const device = createDeviceCookie([KEY], { secure: false })
const sent = (setCookie: string) => setCookie.split(';')[0] ?? ''

it('is recognised for the account that it was set for, and for no other', () => {
  const [mine, other] = [randomUUID(), randomUUID()]
  const cookie = sent(device.remember(null, mine))
  expect(device.recognise(cookie, mine)).not.toBeNull()
  expect(device.recognise(cookie, other)).toBeNull()
  expect(device.recognise(null, mine)).toBeNull()
})

it('stays the same number for the same account, and is kept for four accounts', () => {
  const accounts = Array.from({ length: 5 }, () => randomUUID())
  let cookie = ''
  for (const account of accounts) cookie = sent(device.remember(cookie, account))
  const number = device.recognise(cookie, accounts[4] ?? '')
  expect(device.recognise(sent(device.remember(cookie, accounts[4] ?? '')), accounts[4] ?? '')).toBe(number)
  expect(accounts.map((account) => device.recognise(cookie, account) !== null)).toEqual([
    false,
    ...Array<boolean>(4).fill(true),
  ])
})

it('that was changed or signed by somebody else is not recognised', () => {
  const mine = randomUUID()
  const forged = createDeviceCookie([Buffer.alloc(32, 2)], { secure: false }).remember(null, mine)
  const cut = sent(device.remember(null, mine)).slice(0, -1)
  for (const cookie of [sent(forged), cut, 'device=', 'device=~', 'device=a.b', 'device=..'])
    expect([cookie, device.recognise(cookie, mine)]).toEqual([cookie, null])
})

it('is guarded by its name where the platform is served by https', () => {
  const secure = createDeviceCookie([KEY], { secure: true })
  const cookie = secure.remember(null, randomUUID())
  expect(cookie).toMatch(/^__Host-device=[^;]+; Path=\/; Max-Age=31536000; HttpOnly; SameSite=Lax; Secure$/)
})
