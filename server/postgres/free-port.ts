import { createServer } from 'node:net'

/** Whether nobody listens on this port of the loopback interface. */
export const isPortFree = (port: number, host = '127.0.0.1'): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)))
  })

/** The first free port from `from` on. Below 32768, so that no outgoing connection can take it in between. */
export async function findFreePort(from: number): Promise<number> {
  for (let port = from; port < 32_768; port++) if (await isPortFree(port)) return port
  throw new Error(`No free port between ${from} and 32767.`)
}
