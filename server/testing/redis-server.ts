import { spawn, spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { findFreePort } from '../postgres/free-port.ts'

/** Whether a redis-server is installed; Redis tests need it (`.ci/run` installs it). */
export const hasRedis = spawnSync('redis-server', ['--version']).status === 0

export type RedisServer = { url: string; stop(): Promise<void> }

/** Starts a separate Redis without persistence. */
export async function startRedisServer(): Promise<RedisServer> {
  const dir = await mkdtemp(path.join(os.tmpdir(), 'sectorwars-redis-'))
  const port = await findFreePort(25_000 + (process.pid % 2_000))
  const flags = [
    '--port',
    String(port),
    '--bind',
    '127.0.0.1',
    '--save',
    '',
    '--appendonly',
    'no',
    '--dir',
    dir,
  ]
  const server = spawn('redis-server', [...flags, '--maxmemory-policy', 'noeviction'], { stdio: 'pipe' })
  await new Promise<void>((resolve, reject) => {
    server.stdout.on('data', (chunk: Buffer) => {
      if (chunk.toString().includes('Ready to accept connections')) resolve()
    })
    server.on('exit', () => reject(new Error('redis-server did not start')))
  })
  return {
    url: `redis://127.0.0.1:${port}`,
    stop: async () => {
      const gone = new Promise((resolve) => server.once('exit', resolve))
      server.kill()
      await gone
      await rm(dir, { recursive: true, force: true })
    },
  }
}
