import { type LoaderFunctionArgs } from '@remix-run/node'
import { load } from '#app/caller.server.ts'
import { routeParam } from '#app/lib/route-param.ts'

/** Downloads the public record of a closed vote for a recount. */
export const loader = async (args: LoaderFunctionArgs) => {
  const motionId = routeParam(args, 'motion')
  const record = await load(args, (api) => api.council.record({ motionId }))
  return new Response(JSON.stringify(record, null, 2), {
    headers: {
      'Content-Type': 'application/json',
      'Content-Disposition': `attachment; filename="council-${motionId}.json"`,
    },
  })
}
