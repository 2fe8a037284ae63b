import { type LoaderFunctionArgs } from '@remix-run/node'
import { load } from '#app/caller.server.ts'

/** The sectors on the player's chart as data, for the map. */
export const loader = async (args: LoaderFunctionArgs) =>
  Response.json(await load(args, (api) => api.space.charted()), { headers: { 'Cache-Control': 'no-store' } })
