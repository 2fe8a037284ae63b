// A trader in one file: opens an account, lands in a region, looks for the cargo that pays best, and ends with a profit.
//   node docs/examples/trader.mjs http://localhost:3000
import { randomUUID } from 'node:crypto'

const site = process.argv[2] ?? 'http://localhost:3000'
const name = `trader-${randomUUID().slice(0, 8)}`
const account = { email: `${name}@example.com`, callsign: name, password: randomUUID() }
let token

async function call(method, path, body) {
  const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) }
  const answer = await fetch(`${site}/api/v1${path}`, { method, headers, body: body && JSON.stringify(body) })
  if (answer.status === 429) {
    await new Promise((resolve) => setTimeout(resolve, 1000 * Number(answer.headers.get('retry-after') ?? 1)))
    return call(method, path, body)
  }
  const content = await answer.json()
  if (!answer.ok) throw new Error(`${method} ${path}: ${JSON.stringify(content)}`)
  return content
}

async function flyTo(sectorId) {
  const { legs } = await call('GET', `/play/route?toSector=${sectorId}`)
  for (const leg of legs) await call('POST', '/play/move', { toSector: leg.sectorId })
}

// Of trade alone: the purse also grows by the sectors that one charts.
let profit = 0

/** Trades `quantity` units at whatever the port asks or offers now, which the quote says first. */
async function trade(side, { port, line }, quantity) {
  const order = { portId: port.id, commodity: line.commodity, side, quantity }
  const quote = await call('GET', `/play/quote?${new URLSearchParams(order)}`)
  const done = await call('POST', '/play/orders', { ...order, orderId: randomUUID(), worstNet: quote.net })
  if (done.outcome !== 'filled') return trade(side, { port, line }, quantity)
  const { net, docking } = done.receipt
  profit += (side === 'sell' ? net : -net) - docking.berthFee
  console.log(`${side} ${quantity} ${line.commodity} at ${port.name}: ${net} credits`)
  return done.receipt
}

/** The best pair of markets in sight: what a unit earns, by the turns that it takes. */
async function bestPair(docking) {
  const { markets } = await call('GET', '/play/market')
  const lines = markets.flatMap((market) => market.port.board.map((line) => ({ ...market, line })))
  const pairs = lines.flatMap((from) =>
    lines
      .filter(
        (to) =>
          from.line.role === 'sells' && to.line.role === 'buys' && to.line.commodity === from.line.commodity,
      )
      .filter((to) => from.line.offer && to.line.offer && to.line.offer.net > from.line.offer.net)
      .map((to) => ({
        from,
        to,
        worth: (to.line.offer.net - from.line.offer.net) / (from.turns + to.turns + docking),
      })),
  )
  return pairs.sort((a, b) => b.worth - a.worth)[0] ?? { elsewhere: markets.at(-1)?.sectorId }
}

await call('POST', '/auth/register', account)
token = (await call('POST', '/auth/token', account)).accessToken
const { items } = await call('GET', '/regions')
await call('POST', '/play/enter', { region: items[0]?.name ?? 'nexus' })
const start = await call('GET', '/play/me')
let { purse } = start
for (let looks = 0; looks < 20 && profit <= 0; looks++) {
  const { from, to, elsewhere } = await bestPair(10)
  if (!from) {
    await flyTo(elsewhere)
    continue
  }
  await flyTo(from.sectorId)
  const price = from.line.offer.net / from.line.offer.lot
  const free = start.ship.cargoCapacity
  await trade('buy', from, Math.min(free, from.line.stock, Math.floor((0.9 * purse) / price)))
  await flyTo(to.sectorId)
  purse = (await trade('sell', to, (await call('GET', '/play/me')).ship.cargo[from.line.commodity])).purse
}
console.log(`profit: ${profit} credits`)
process.exit(profit > 0 ? 0 : 1)
