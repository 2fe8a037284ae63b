import { randomBytes } from 'node:crypto'
import { afterAll, expect, it } from 'vitest'
import { readEnv } from '../env.ts'
import { createLog } from '../log.ts'
import { StartRefusal } from '../start-refusal.ts'
import { useTestPlatform } from '../testing/test-platform.ts'
import { openPlatformServer } from './platform-server.ts'

const platform = useTestPlatform()
const role = `poor_${randomBytes(4).toString('hex')}`
afterAll(async () => {
  await platform.owner.execute(`drop owned by ${role}`)
  await platform.owner.execute(`drop role ${role}`)
})

const open = (url: string) => openPlatformServer(readEnv({ DATABASE_URL: url }), createLog('silent'))

it('uses the server of DATABASE_URL unchanged and never stops it', async () => {
  const server = await open(platform.url)
  expect(server.url).toBe(platform.url)
  await server.stop()
  await (await open(platform.url)).stop()
})

it('refuses a user without the rights to create databases and roles', async () => {
  const url = new URL(platform.url)
  url.username = role
  url.password = 'harbour'
  await platform.owner.execute(`create role ${role} login password 'harbour'`)
  await platform.owner.execute(`grant connect on database "${url.pathname.slice(1)}" to ${role}`)
  await expect(open(url.href)).rejects.toThrow(StartRefusal)
  await expect(open(url.href)).rejects.toThrow('CREATEDB and CREATEROLE')
  await platform.owner.execute(`alter role ${role} createdb createrole`)
  await (await open(url.href)).stop()
})

it('reports an unreachable server', async () => {
  await expect(open('postgres://nobody@127.0.0.1:9/none')).rejects.toThrow(
    /cannot be reached: .*ECONNREFUSED/,
  )
})
