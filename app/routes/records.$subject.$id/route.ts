import { type LoaderFunctionArgs } from '@remix-run/node'
import { load } from '#app/caller.server.ts'
import { routeParam } from '#app/lib/route-param.ts'
import type { ApiCaller } from '#server/trpc/router.ts'

type Wanted = { id: string; region: string }

const RECORDS: Record<string, (api: ApiCaller, wanted: Wanted) => Promise<object>> = {
  policy: (api, { id }) => api.policies.record({ policyId: id }),
  election: (api, { id }) => api.elections.record({ electionId: id }),
  treaty: (api, { id, region }) => api.diplomacy.record({ treatyId: id, region }),
  recall: (api, { id }) => api.elections.recallRecord({ recallId: id }),
  rescue: (api, { id }) => api.ownership.rescueRecord({ rescueId: id }),
  motion: (api, { id }) => api.council.record({ motionId: id }),
}

/** Downloads the record of a closed vote for those who can see it. For a treaty, `?region=` names the side. */
export const loader = async (args: LoaderFunctionArgs) => {
  const [subject, id] = [routeParam(args, 'subject'), routeParam(args, 'id')]
  // By own name only: every object has a `constructor`.
  const recordOf = Object.hasOwn(RECORDS, subject) ? RECORDS[subject] : undefined
  if (recordOf === undefined) throw new Response(null, { status: 404, statusText: 'Not Found' })
  const region = new URL(args.request.url).searchParams.get('region') ?? ''
  const record = await load(args, (api) => recordOf(api, { id, region }))
  return new Response(`${JSON.stringify(record, null, 2)}\n`, {
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Disposition': `attachment; filename="${subject}-${id}.json"`,
      'Cache-Control': 'private, no-store',
    },
  })
}
