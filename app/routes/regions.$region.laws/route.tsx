import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { answer, attempt, load } from '#app/caller.server.ts'
import { ComingLaws } from '#app/components/region/coming-laws.tsx'
import { LawList } from '#app/components/region/law-list.tsx'
import { RouteError } from '#app/components/route-error.tsx'
import { Pagination } from '#app/components/ui/pagination.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { redirectWithFlash } from '#app/flash.server.ts'
import { formText } from '#app/lib/form-text.ts'
import { countOfQuery, routeParam } from '#app/lib/route-param.ts'
import { useAnswer } from '#app/lib/use-answer.ts'
import { isParticipant, useVisitedRegion } from '#app/lib/visited-region.ts'

export const meta: MetaFunction = () => [{ title: 'Law book · SectorWars 2102' }]

/** `?law=` opens the page that contains this law. */
export const loader = async (args: LoaderFunctionArgs) => {
  const region = routeParam(args, 'region')
  const page = countOfQuery(args.request, 'page')
  const law = page === undefined ? countOfQuery(args.request, 'law') : undefined
  const [laws, coming] = await load(args, (api) =>
    Promise.all([api.regions.laws({ region, page, law }), api.regions.comingLaws({ region })]),
  )
  return { laws, coming }
}

export const action = async (args: ActionFunctionArgs) => {
  const decreeId = formText(await args.request.formData(), 'decreeId')
  const done = await attempt(args, (api) => api.regions.revokeDecree({ decreeId }))
  return done.ok
    ? redirectWithFlash(new URL(args.request.url).pathname, 'Decree revoked', 'info')
    : answer(done)
}

export default function LawBookPage() {
  const { laws, coming } = useLoaderData<typeof loader>()
  const region = useVisitedRegion()
  const failure = useAnswer<typeof action>()
  return (
    <div className="grid gap-6">
      <ComingLaws
        laws={coming}
        regionName={region.name}
        canSeePolicies={isParticipant(region)}
        error={failure?.message ?? null}
      />
      <Panel
        title="Law book"
        description="Every law and decree since the founding, newest first."
        footer={<Pagination {...laws} noun="laws" />}
      >
        <LawList laws={laws.items} regionName={region.name} canSeePolicies={isParticipant(region)} />
      </Panel>
    </div>
  )
}

export { RouteError as ErrorBoundary }
