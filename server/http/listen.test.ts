import { once } from 'node:events'
import { request, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { findFreePort } from '../postgres/free-port.ts'
import { StartRefusal } from '../start-refusal.ts'
import { listen, type Answer } from './listen.ts'

const HOST = '127.0.0.1'
const open = async (answer: Answer, { hasProxy }: { hasProxy: boolean }) => {
  const port = await findFreePort(27_500)
  const close = await listen({ PORT: port, HOST, TRUST_PROXY: hasProxy }, 'PORT', answer)
  return { port, close }
}

/** Asks over a connection of its own. */
async function ask(port: number, method = 'GET') {
  const asked = request({ host: HOST, port, method, agent: false })
  asked.end(method === 'POST' ? 'something' : undefined)
  const [answer] = (await once(asked, 'response')) as [IncomingMessage]
  return { status: answer.statusCode, headers: answer.headers, body: await text(answer) }
}

/** An answer that is given when the test says so. */
function heldAnswer() {
  let give = (): void => undefined
  const given = new Promise<void>((resolve) => (give = resolve))
  let begun = (): void => undefined
  const asked = new Promise<void>((resolve) => (begun = resolve))
  const answer: Answer = async () => {
    begun()
    await given
    return new Response('late')
  }
  return { answer, asked, give }
}

describe('a port that closes', () => {
  it('answers what is under way, sends everything new to another process behind a proxy, and then refuses', async () => {
    const { answer, asked, give } = heldAnswer()
    const { port, close } = await open(answer, { hasProxy: true })
    const underWay = ask(port, 'POST')
    await asked
    const closed = close()
    for (const method of ['GET', 'POST']) {
      const { status, headers } = await ask(port, method)
      expect([method, status]).toEqual([method, 503])
      expect(headers).toMatchObject({ 'x-accel-redirect': '@again', 'retry-after': '1', connection: 'close' })
    }
    give()
    expect(await underWay).toMatchObject({ status: 200, body: 'late' })
    await closed
    await expect(ask(port)).rejects.toMatchObject({ code: 'ECONNREFUSED' })
    // A second call waits for the same end.
    await close()
  })

  it('without a proxy takes no new connections at once', async () => {
    const { answer, asked, give } = heldAnswer()
    const { port, close } = await open(answer, { hasProxy: false })
    const underWay = ask(port)
    await asked
    const closed = close()
    await expect
      .poll(() =>
        ask(port).then(
          () => 'taken',
          () => 'refused',
        ),
      )
      .toBe('refused')
    give()
    expect((await underWay).body).toBe('late')
    await closed
  })
})

it('a port in use ends the start and names another', async () => {
  const first = await open(() => new Response('here'), { hasProxy: false })
  const again = listen({ PORT: first.port, HOST, TRUST_PROXY: false }, 'PORT', () => new Response('there'))
  await expect(again).rejects.toThrow(StartRefusal)
  await first.close()
})
