import { redirect, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { load } from '#app/caller.server.ts'
import { RouteError } from '#app/components/route-error.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { DataList } from '#app/components/ui/data-list.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { formatCredits } from '#app/lib/format.ts'
import { useLiveRevalidation } from '#app/lib/use-live-events.ts'
import { Countdown } from './countdown.tsx'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Under way to ${data?.crossing.to ?? 'another galaxy'} · SectorWars 2102` },
]

export const loader = async (args: LoaderFunctionArgs) => {
  const crossing = await load(args, (api) => api.travel.crossing())
  if (!crossing) throw redirect('/play')
  return { crossing }
}

/** A ship between two galaxies. The page turns into the destination when it has arrived. */
export default function CrossingPage() {
  const { crossing } = useLoaderData<typeof loader>()
  useLiveRevalidation({ topics: ['travel'] })
  return (
    <>
      <PageHeader
        eyebrow={`From ${crossing.from}`}
        title={`Under way to ${crossing.to}`}
        description="Your ship, its cargo and your credits travel with you. Meanwhile you can read, vote and plan."
      />
      <div className="grid max-w-2xl gap-6">
        <Panel title="Arrival">
          <Countdown key={crossing.id} {...crossing} />
          <noscript>
            <p className="mt-4">
              <a className="link" href="/play/crossing">
                Reload
              </a>{' '}
              to see whether you have arrived.
            </p>
          </noscript>
        </Panel>
        <Panel title="Passage">
          <DataList
            items={[
              { label: 'Left', value: <Time at={crossing.departedAt} /> },
              { label: 'Arrives', value: <Time at={crossing.arrivesAt} /> },
              { label: 'Fare', value: formatCredits(crossing.fare) },
              { label: 'Toll', value: formatCredits(crossing.toll) },
            ]}
          />
          <p className="text-ink-2 mt-4 text-sm">
            If {crossing.to} takes no ships when you get there, you are back at the gate that you left from,
            with the toll.
          </p>
        </Panel>
        <p>
          <LinkButton to="/votes">Open votes</LinkButton>
        </p>
      </div>
    </>
  )
}

export { RouteError as ErrorBoundary }
