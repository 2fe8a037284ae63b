import { type LoaderFunctionArgs } from '@remix-run/node'
import { load } from '#app/caller.server.ts'
import { statusFeed } from '#server/domain/incidents/status-feed.ts'

/** Incidents for feed readers. */
export const loader = async (args: LoaderFunctionArgs) =>
  new Response(statusFeed(await load(args, (api) => api.status.now())), {
    headers: { 'Content-Type': 'application/atom+xml; charset=utf-8', 'Cache-Control': 'public, max-age=60' },
  })
