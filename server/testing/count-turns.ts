import { connect, createServer, type AddressInfo } from 'node:net'
import pg from 'pg'

/** A way to the server of `databaseUrl` that counts how often who uses it sends after an answer: how often they wait. */
export async function countTurns(databaseUrl: string) {
  const { host, port } = new pg.Client({ connectionString: databaseUrl })
  let turns = 0
  const server = createServer((client) => {
    const there = host.startsWith('/') ? connect(`${host}/.s.PGSQL.${port}`) : connect(port, host)
    let isAnswered = true
    client.on('data', (chunk) => {
      if (isAnswered) turns += 1
      isAnswered = false
      there.write(chunk)
    })
    there.on('data', (chunk) => {
      isAnswered = true
      client.write(chunk)
    })
    for (const [one, other] of [
      [client, there],
      [there, client],
    ] as const) {
      one.on('error', () => other.destroy())
      one.on('close', () => other.destroy())
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = new URL(databaseUrl)
  url.hostname = '127.0.0.1'
  url.port = String((server.address() as AddressInfo).port)
  url.searchParams.delete('host')
  return {
    url: url.toString(),
    /** Since it was last asked. */
    turns: () => {
      const counted = turns
      turns = 0
      return counted
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}
