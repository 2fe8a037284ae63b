import { redirect, type LoaderFunctionArgs } from '@remix-run/node'
import { load } from '#app/caller.server.ts'
import { governedIn, lastDeckOf } from '#app/lib/last-deck.ts'

/** Where a log-in leads that began nowhere: governors and administrators go on where they were, if it is still theirs. */
export const loader = async (args: LoaderFunctionArgs) => {
  const deck = lastDeckOf(args.request.headers.get('Cookie'))
  if (deck === null || !args.context.user) return redirect('/regions')
  const region = governedIn(deck)
  if (region === null) return redirect(args.context.user.role === 'admin' ? deck : '/regions')
  const governed = await load(args, (api) => api.regions.governed())
  return redirect(governed.some(({ name }) => name === region) ? deck : '/regions')
}
