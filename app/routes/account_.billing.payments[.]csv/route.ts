import { type LoaderFunctionArgs } from '@remix-run/node'
import { load } from '#app/caller.server.ts'

/** All own payments as a file. */
export const loader = async (args: LoaderFunctionArgs) => {
  const { csv } = await load(args, (api) => api.billing.payments())
  return new Response(csv, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': 'attachment; filename="sectorwars-2102-payments.csv"',
      'Cache-Control': 'no-store',
    },
  })
}
