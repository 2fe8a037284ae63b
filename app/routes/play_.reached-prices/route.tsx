import { type LoaderFunctionArgs } from '@remix-run/node'
import { load } from '#app/caller.server.ts'

/** The watched prices that are as good as the pilot wanted, as they were last seen, as data for who comes back. */
export const loader = async (args: LoaderFunctionArgs) => {
  const { watches } = await load(args, (api) => api.trade.notebook())
  return Response.json(
    watches.filter(({ isMet }) => isMet),
    { headers: { 'Cache-Control': 'no-store' } },
  )
}
