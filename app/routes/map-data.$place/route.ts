import { type LoaderFunctionArgs } from '@remix-run/node'
import { load } from '#app/caller.server.ts'

const YEAR_SECONDS = 31_536_000

/** The map of a region or of `nexus` as data. Immutable if the URL has its version. */
export const loader = async (args: LoaderFunctionArgs) => {
  const map = await load(args, (api) => api.space.map({ region: args.params.place ?? '' }))
  const asked = new URL(args.request.url).searchParams.get('v')
  const cache = asked === String(map.version) ? `public, max-age=${YEAR_SECONDS}, immutable` : 'no-store'
  return Response.json(map, { headers: { 'Cache-Control': cache } })
}
