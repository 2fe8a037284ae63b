import { readFileSync } from 'node:fs'
import path from 'node:path'
import { startRedisServer } from '#server/testing/redis-server.ts'
import { startNginx } from '../e2e/nginx.ts'
import { startServer, type ServerProcess } from '../e2e/server-process.ts'
import { ask, measured, measureLoad, type LoadResult } from './load.ts'
import { type BenchRow } from './report.ts'
import { demoGovernor, logIn, platformUrlOf } from './visitor.ts'

const PORTS = [3970, 3971] as const
const PROXY_PORT = 3972
const USERS = 20
const REQUESTS = 800

/** Pages a second of two web processes behind nginx that share events and limits over Redis, beside those of one in the same place. */
export async function benchTwoWebs(dir: string): Promise<BenchRow[]> {
  const redis = await startRedisServer()
  const servers: ServerProcess[] = []
  const start = async (port: number, dataDir: string, env: Record<string, string>) => {
    const server = startServer({
      port,
      dataDir,
      env: {
        ...{ TRUST_PROXY: '1', REQUESTS_PER_MINUTE: '10000000', PROCESSES: '2' },
        ...{ REDIS_URL: redis.url, PUBLIC_URL: `http://localhost:${PROXY_PORT}`, ...env },
      },
    })
    servers.push(server)
    await server.ready()
    return server
  }
  try {
    const dataDir = path.join(dir, 'data')
    await start(PORTS[0], dataDir, {})
    await start(PORTS[1], path.join(dir, 'second'), {
      ROLES: 'web',
      DATABASE_URL: platformUrlOf(dataDir),
      APP_SECRET: readFileSync(path.join(dataDir, 'app-secret'), 'utf8').trim(),
      PAYPAL_SIMULATOR_URL: `http://localhost:${PORTS[0] + 50}`,
    })
    const one = await pagesBehind(path.join(dir, 'one'), PORTS.slice(0, 1), dataDir)
    const two = await pagesBehind(path.join(dir, 'two'), PORTS, dataDir)
    const rate = ({ perSecond }: LoadResult) => `${Math.round(perSecond)}/s`
    return [
      {
        what: `overview by two web processes behind nginx, events and limits in Redis, ${USERS} users who never wait`,
        measured: `${rate(two)}, ${(two.perSecond / one.perSecond).toFixed(2)} ×`,
        reference: `${rate(one)}, one web process behind nginx`,
        goal: { text: 'more than one', reached: two.perSecond > one.perSecond },
      },
    ]
  } finally {
    for (const server of servers.reverse()) {
      await server.end('SIGTERM')
      server.clearAway()
    }
    await redis.stop()
  }
}

async function pagesBehind(folder: string, ports: readonly number[], dataDir: string): Promise<LoadResult> {
  const nginx = await startNginx({ folder, port: PROXY_PORT, webs: ports })
  try {
    const { url } = nginx
    const governor = demoGovernor(dataDir)
    const cookie = await logIn({ url }, governor)
    const page = () => ask(`${url}/governor/${governor.region}`, { cookie, 'accept-encoding': 'br' })
    await measureLoad(page, { concurrency: 8, requests: 200 })
    return await measured(page, { concurrency: USERS, requests: REQUESTS })
  } finally {
    await nginx.stop()
  }
}
