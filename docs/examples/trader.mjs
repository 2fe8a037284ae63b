// A trader in one file: opens an account, lands in a region, looks for the cargo that pays best, and ends with a profit.
//   node docs/examples/trader.mjs http://localhost:3000
const site = process.argv[2] ?? 'http://localhost:3000'
const name = `trader-${crypto.randomUUID().slice(0, 8)}`
const account = { email: `${name}@example.com`, callsign: name, password: crypto.randomUUID() }
const headers = { 'content-type': 'application/json' }

async function call(method, path, body) {
  const answer = await fetch(`${site}/api/v1${path}`, { method, headers, body: body && JSON.stringify(body) })
  if (answer.status !== 429 && !answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`)
  if (answer.ok) return answer.json()
  await new Promise((resolve) => setTimeout(resolve, 1000 * Number(answer.headers.get('retry-after') ?? 1)))
  return call(method, path, body)
}

async function flyTo(sectorId) {
  const { legs } = await call('GET', `/play/route?toSector=${sectorId}`)
  for (const leg of legs) await call('POST', '/play/move', { toSector: leg.sectorId })
}

/** Trades at the price that the quote names, and asks again if it moved meanwhile. Answers what it brought. */
async function trade(side, { port, line }, quantity) {
  const order = { portId: port.id, commodity: line.commodity, side, quantity }
  order.worstNet = (await call('GET', `/play/quote?${new URLSearchParams(order)}`)).net
  const { receipt } = await call('POST', '/play/orders', { ...order, orderId: crypto.randomUUID() })
  if (!receipt) return trade(side, { port, line }, quantity)
  console.log(`${side} ${quantity} ${line.commodity} at ${port.name}: ${receipt.net} credits`)
  return (side === 'sell' ? receipt.net : -receipt.net) - receipt.docking.berthFee
}

/** The pair of markets in sight of which a unit earns most for the turns that it takes, docking included. */
function bestPair(markets) {
  const lines = markets.flatMap((market) => market.port.board.map((line) => ({ ...market, line })))
  const of = (role) => lines.filter(({ line }) => line.role === role && line.offer)
  const worth = ({ from, to }) => (to.line.offer.net - from.line.offer.net) / (from.turns + to.turns + 10)
  return of('sells')
    .flatMap((from) => of('buys').map((to) => ({ from, to })))
    .filter(({ from, to }) => from.line.commodity === to.line.commodity && worth({ from, to }) > 0)
    .sort((a, b) => worth(b) - worth(a))[0]
}

await call('POST', '/auth/register', account)
headers.authorization = `Bearer ${(await call('POST', '/auth/token', account)).accessToken}`
const { items } = await call('GET', '/regions')
await call('POST', '/play/enter', { region: items[0]?.name ?? 'nexus' })
let profit = 0
for (let looks = 0; looks < 20 && profit <= 0; looks++) {
  const { markets } = await call('GET', '/play/market')
  const pair = bestPair(markets)
  await flyTo(pair?.from.sectorId ?? markets.at(-1).sectorId)
  if (!pair) continue
  const { purse, ship } = await call('GET', '/play/me')
  const { stock, offer } = pair.from.line
  const quantity = Math.min(ship.cargoCapacity, stock, Math.floor((0.9 * purse * offer.lot) / offer.net))
  profit += await trade('buy', pair.from, quantity)
  await flyTo(pair.to.sectorId)
  profit += await trade('sell', pair.to, quantity)
}
console.log(`profit: ${profit} credits`)
process.exitCode = profit > 0 ? 0 : 1
