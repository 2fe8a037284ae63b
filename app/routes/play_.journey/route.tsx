import { type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { load } from '#app/caller.server.ts'
import { PilotTabs } from '#app/components/pilot-tabs.tsx'
import { RouteError } from '#app/components/route-error.tsx'
import { RouteFilterFields } from '#app/components/route-filter-fields.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Field } from '#app/components/ui/field.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Select } from '#app/components/ui/select.tsx'
import { filterOfQuery } from '#app/lib/route-filter.ts'
import { JourneyItem } from './journey-item.tsx'

export const meta: MetaFunction = () => [{ title: 'Journeys · SectorWars 2102' }]

export const loader = async (args: LoaderFunctionArgs) => {
  const query = new URL(args.request.url).searchParams
  const filter = filterOfQuery(args.request)
  const destinations = await load(args, (api) => api.travel.destinations())
  const to = destinations.find(({ ref }) => ref === query.get('to'))?.ref ?? null
  const found = to === null ? null : await load(args, (api) => api.travel.journeys({ to, ...filter }))
  return { destinations, to, filter, found }
}

/** Journeys to another galaxy: what they take, and where one has to go first. */
export default function JourneyPage() {
  const { destinations, to, filter, found } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeader
        eyebrow="Travel"
        title="Journeys"
        description="Ways between galaxies through the gates, with all that they take today. Everything you own comes along."
        actions={<LinkButton to="/play">Back to your ship</LinkButton>}
      />
      <PilotTabs />
      <div className="grid gap-6 items-start lg:grid-cols-[20rem_minmax(0,1fr)]">
        <Panel title="Where to">
          <Form method="get" className="grid gap-4">
            <Field label="Destination" id="to">
              <Select
                name="to"
                required
                placeholder="Choose a galaxy"
                defaultValue={to ?? ''}
                options={destinations.map(({ ref, displayName }) => ({ value: ref, label: displayName }))}
              />
            </Field>
            <RouteFilterFields {...filter} />
            <Button type="submit" className="justify-self-start">
              Show journeys
            </Button>
          </Form>
        </Panel>
        {found === null ? (
          <Panel title="How to get there">
            <EmptyState title="No destination yet">
              Choose a galaxy: you see the turns, minutes and credits of each way there before you leave.
            </EmptyState>
          </Panel>
        ) : (
          <Panel
            title={`From ${found.from.place.displayName} to ${found.to.place.displayName}`}
            description="No other journey is better than one of these in turns, time and credits together."
          >
            {found.journeys.length === 0 ? (
              <EmptyState title="No way there">
                The destination takes no ships now, or no way meets your conditions. Allow lower security, or
                try again later.
              </EmptyState>
            ) : (
              <ol className="grid gap-6">
                {found.journeys.map((journey, index) => (
                  <li key={index}>
                    <JourneyItem {...journey} here={found.from.place.ref} filter={filter} />
                  </li>
                ))}
              </ol>
            )}
          </Panel>
        )}
      </div>
    </>
  )
}

export { RouteError as ErrorBoundary }
