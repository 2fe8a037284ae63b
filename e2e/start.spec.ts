import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { startServer } from './server-process.ts'
import { PORT } from './world.ts'

let dataDir = ''

test.beforeEach(async () => {
  dataDir = await mkdtemp(path.join(os.tmpdir(), 'sectorwars-start-'))
  // As root the database's own account must be able to enter; elsewhere it would leave its data behind.
  await chmod(dataDir, 0o755)
})
test.afterEach(async () => {
  await rm(dataDir, { recursive: true, force: true })
})

test('an empty platform prints a one-time link for its first administrator, stops cleanly and recovers from kill -9', async () => {
  const port = PORT + 10
  const start = () => startServer({ port, dataDir, env: { DEMO: '0' } })
  const first = start()
  await first.ready()
  expect(first.output()).toMatch(new RegExp(`http://localhost:${port}/admin-invite/[\\w-]{20,}`))
  expect(await first.end('SIGINT')).toBe(0)

  const second = start()
  await second.ready()
  await second.end('SIGKILL')

  const third = start()
  await third.ready()
  expect(await third.end('SIGTERM')).toBe(0)
})

test('a busy port is a clear message and touches nothing', async () => {
  const port = PORT + 20
  const other = createServer().listen(port, '127.0.0.1')
  const server = startServer({ port, dataDir, env: { DEMO: '0' } })
  expect(await server.exited).toBe(1)
  expect(server.output()).toContain(`Port ${port} is in use`)
  other.close()
})

test('wrong settings are all named with what is expected', async () => {
  const server = startServer({ port: PORT + 30, dataDir, env: { DEMO: 'maybe', REDIS_URL: 'nowhere' } })
  expect(await server.exited).toBe(1)
  expect(server.output()).toContain('DEMO="maybe": expected 0 or 1')
  expect(server.output()).toContain('REDIS_URL')
})
