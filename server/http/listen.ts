import { Server as NetServer } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { serve, type ServerType } from '@hono/node-server'
import { type Env } from '../env.ts'
import { StartRefusal } from '../start-refusal.ts'
import { answerClientError } from './client-error.ts'

export type Answer = (request: Request, bindings: unknown) => Response | Promise<Response>

/** How long a server whose `npm start` was killed may still hold the port. */
const HELD_MS = 3_000
/** How long a proxy is told to ask another process, and how long it asks nothing once it has understood. */
const LEAVE_MS = 2_000
const QUIET_MS = 300
/** Time for running requests at the shutdown. */
const DRAIN_MS = 5_000
/** How long the request of a new connection may be under way. */
const LATE_MS = 500
/** How often is looked what has become of connections. */
const STEP_MS = 50
/**
 * Longer than the keep-alive of proxies: the side that closes first must not be the one that is about to get a
 * request.
 */
const KEEP_ALIVE_MS = 75_000

/** Opens a port. Returns what closes it after the answers under way. @throws StartRefusal if the port stays in use */
export async function listen(
  env: Pick<Env, 'PORT' | 'WORKER_HEALTH_PORT' | 'HOST' | 'TRUST_PROXY'>,
  setting: 'PORT' | 'WORKER_HEALTH_PORT',
  answer: Answer,
): Promise<() => Promise<void>> {
  const port = env[setting] ?? env.PORT
  const until = Date.now() + HELD_MS
  for (;;) {
    try {
      return await takePort({ port, hostname: env.HOST, hasProxy: env.TRUST_PROXY, answer })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
      if (Date.now() > until) {
        throw new StartRefusal(
          `Port ${port} is in use. Stop the other program, or choose another port: ${setting}=${port + 1} npm start`,
        )
      }
      await delay(200)
    }
  }
}

function takePort(options: {
  port: number
  hostname: string
  hasProxy: boolean
  answer: Answer
}): Promise<() => Promise<void>> {
  const { port, hostname, hasProxy, answer } = options
  let state: 'open' | 'leaving' | 'closed' = 'open'
  let lastAsked = 0
  let closing: Promise<void> | null = null
  const leave = async () => {
    const began = performance.now()
    state = 'leaving'
    lastAsked = began
    while (performance.now() - began < LEAVE_MS && performance.now() - lastAsked < QUIET_MS)
      await delay(STEP_MS)
  }
  const close = async (server: ServerType) => {
    if (hasProxy) await leave()
    state = 'closed'
    await drain(server)
  }
  return new Promise((resolve, reject) => {
    const server: ServerType = serve(
      {
        fetch: (request, bindings) => {
          if (state === 'open') return answer(request, bindings)
          if (state === 'closed') return lastOnItsConnection(answer(request, bindings))
          lastAsked = performance.now()
          return askAnother()
        },
        port,
        hostname,
        serverOptions: { keepAliveTimeout: KEEP_ALIVE_MS },
      },
      () => resolve(() => (closing ??= close(server))),
    )
    server.on('error', reject)
    server.on('clientError', answerClientError)
  })
}

/**
 * For a proxy, before the port is closed. What waits in the queue of a port that closes is lost, and no proxy may repeat a POST that it
 * has sent. This answer says that nothing was done: nginx repeats what is safe to repeat elsewhere, and sends everything else there too,
 * by the header (docker/game.conf).
 */
const askAnother = (): Response =>
  Response.json(
    { status: 'leaving' },
    { status: 503, headers: { 'Retry-After': '1', Connection: 'close', 'X-Accel-Redirect': '@again' } },
  )

/** Otherwise a client would send its next request into a connection that is about to be closed. */
async function lastOnItsConnection(answer: Response | Promise<Response>): Promise<Response> {
  const given = await answer
  const last = new Response(given.body, given)
  last.headers.set('Connection', 'close')
  return last
}

/**
 * Takes no more connections, and waits for the answers that are under way. A connection that was taken last has not asked for anything
 * yet, and looks idle: idle ones are left alone for a moment, which the server's own close would not do.
 */
function drain(server: ServerType): Promise<void> {
  return new Promise((done) => {
    const began = Date.now()
    const timer = setInterval(() => {
      if (!('closeIdleConnections' in server)) return
      if (Date.now() - began > DRAIN_MS) server.closeAllConnections()
      else if (Date.now() - began > LATE_MS) server.closeIdleConnections()
    }, STEP_MS)
    // After those were taken that wait by now.
    setImmediate(() => {
      NetServer.prototype.close.call(server, () => {
        clearInterval(timer)
        done()
      })
    })
  })
}
