import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import { type AddressInfo } from 'node:net'
import pg from 'pg'

// A bare server in a process of its own, with the statements of `billing.checkName`: what no server on Node and PostgreSQL can beat by
// far. Prints its port. Argument: the platform's database.
const pool = new pg.Pool({ connectionString: process.argv[2], max: 10 })
const NAME = 'a-name-nobody-has'

const asked = (name: string, text: string, ...values: unknown[]) => pool.query({ name, text, values })

async function answer(cookie: string): Promise<string> {
  const token = /session=([^;]+)/.exec(cookie)?.[1] ?? ''
  const { rows } = await asked(
    'session',
    'select u.id, u.callsign, u.role, s.expires_at from sessions s join users u on u.id = s.user_id where s.id = $1',
    createHash('sha256').update(token).digest('hex'),
  )
  const [user] = rows as { id: string }[]
  if (!user) throw new Error('no such session')
  const now = await asked('now', 'select now() as now')
  await asked(
    'own',
    'select subscription_id from region_name_holds where name = $1 and user_id = $2',
    NAME,
    user.id,
  )
  const region = await asked(
    'region',
    `select id from regions where name = $1 and status <> 'terminated'`,
    NAME,
  )
  const hold = await asked(
    'hold',
    'select * from region_name_holds where name = $1 and expires_at > $2',
    NAME,
    (now.rows as { now: Date }[])[0]?.now,
  )
  const available = region.rows.length + hold.rows.length === 0
  return JSON.stringify({ result: { data: { name: NAME, available } } })
}

const server = createServer((request, response) => {
  answer(request.headers.cookie ?? '').then(
    (body) => response.writeHead(200, { 'content-type': 'application/json' }).end(body),
    (error: unknown) => response.writeHead(500).end(String(error)),
  )
})
server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port))
