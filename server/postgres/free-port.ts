import { createServer } from 'node:net'

/** Whether this port of the loopback interface is free. */
export const isPortFree = (port: number, host = '127.0.0.1'): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)))
  })

/** The first free port from `from` on, below 32768 so that no outgoing connection can take it meanwhile. */
export async function findFreePort(from: number): Promise<number> {
  for (let port = from; port < 32_768; port++) if (await isPortFree(port)) return port
  throw new Error(`No free port between ${from} and 32767.`)
}
