import { type LoaderFunctionArgs } from '@remix-run/node'
import { load } from '#app/caller.server.ts'
import { PAGE_SIZE_MAX } from '#server/domain/paging.ts'

/** The nearest contracts as data, for the map. */
export const loader = async (args: LoaderFunctionArgs) =>
  Response.json(await load(args, (api) => api.contracts.list({ pageSize: PAGE_SIZE_MAX })), {
    headers: { 'Cache-Control': 'no-store' },
  })
