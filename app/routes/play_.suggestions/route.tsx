import { type LoaderFunctionArgs } from '@remix-run/node'
import { load } from '#app/caller.server.ts'

const MOST = 2

/** The best trades between ports that the player remembers, as data for who comes back. */
export const loader = async (args: LoaderFunctionArgs) => {
  const { trades } = await load(args, (api) => api.trade.ideas({}))
  return Response.json({ trades: trades.slice(0, MOST) }, { headers: { 'Cache-Control': 'no-store' } })
}
