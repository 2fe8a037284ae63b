import { type LoaderFunctionArgs } from '@remix-run/node'
import { load } from '#app/caller.server.ts'

/** The prices that the player knows as data, for the map. */
export const loader = async (args: LoaderFunctionArgs) =>
  Response.json(await load(args, (api) => api.trade.prices()), { headers: { 'Cache-Control': 'no-store' } })
