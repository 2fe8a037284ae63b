import { redirect, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { Award, Landmark } from 'lucide-react'
import { POSITION_LABELS } from '#server/domain/elections/election-rules.ts'
import { callsignKey } from '#server/domain/identity/callsign.ts'
import { RANK_NAMES } from '#server/domain/ships/ranks.ts'
import { load } from '#app/caller.server.ts'
import { Portrait } from '#app/components/pictures/portrait.tsx'
import { ReportLink } from '#app/components/report-link.tsx'
import { RouteError } from '#app/components/route-error.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { type PilotProfile } from '#app/lib/api-types.ts'
import { formatCredits, formatNumber, formatUtcDay } from '#app/lib/format.ts'
import { routeParam } from '#app/lib/route-param.ts'

export const loader = async (args: LoaderFunctionArgs) => {
  const asked = routeParam(args, 'callsign')
  const pilot = await load(args, (api) => api.pilots.profile({ callsign: asked }))
  // Old links lead on to the page of who had the callsign until lately.
  if (callsignKey(pilot.callsign) !== callsignKey(asked)) throw redirect(`/pilots/${pilot.callsign}`)
  return { pilot }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.pilot.callsign ?? 'Pilot'} · SectorWars 2102` },
]

/** What everybody may know of a pilot. */
export default function PilotPage() {
  const { pilot } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeader
        eyebrow={RANK_NAMES[pilot.rank]}
        title={pilot.callsign}
        description={`${pilot.formerly === null ? '' : `Formerly ${pilot.formerly}. `}Pilot since ${formatUtcDay(pilot.since)}, renown ${formatNumber(pilot.renown)}.`}
        actions={
          <>
            <LinkButton to="/ranks">How ranks are earned</LinkButton>
            <LinkButton to="/pilots">All pilots</LinkButton>
          </>
        }
      />
      <div className="grid gap-6 lg:grid-cols-[16rem_1fr]">
        <div className="border-line bg-surface-2 grid h-fit place-items-center rounded-[4px] border p-6">
          <Portrait callsign={pilot.callsign} className="size-44" />
        </div>
        <div className="grid gap-6">
          <RecordPanel record={pilot.record} />
          <HonoursPanel honours={pilot.honours} />
          <PublicLifePanel pilot={pilot} />
          <ReportLink subject="pilot" of={pilot.callsign} />
        </div>
      </div>
    </>
  )
}

function RecordPanel({ record }: { record: PilotProfile['record'] }) {
  const figures = [
    { label: 'Profit from trade', value: formatCredits(record.profit) },
    { label: 'Orders', value: formatNumber(record.trades) },
    { label: 'Turns', value: formatNumber(record.turns) },
    { label: 'Contracts', value: formatNumber(record.contracts) },
    { label: 'Sectors charted', value: formatNumber(record.sectorsCharted) },
  ]
  return (
    <Panel title="Record" description="In all galaxies, since the beginning. Updated every ten minutes.">
      <dl className="grid grid-cols-2 gap-4 sm:grid-cols-3">
        {figures.map(({ label, value }) => (
          <div key={label}>
            <dt className="text-ink-2 text-sm">{label}</dt>
            <dd className="numerals text-2xl font-semibold">{value}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  )
}

function HonoursPanel({ honours }: { honours: PilotProfile['honours'] }) {
  return (
    <Panel title="Honours">
      {honours.length === 0 ? (
        <EmptyState title="None yet" icon={<Award />}>
          The first comes with the first profit.
        </EmptyState>
      ) : (
        <ul className="grid gap-3 sm:grid-cols-2">
          {honours.map(({ title, reason }) => (
            <li key={title} className="flex items-start gap-3">
              <Award aria-hidden className="text-accent mt-0.5 size-5 shrink-0" />
              <span>
                <span className="block font-semibold">{title}</span>
                <span className="text-ink-2 text-sm">{reason}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}

function PublicLifePanel({ pilot: { owns, offices } }: { pilot: PilotProfile }) {
  return (
    <Panel title="Regions and offices">
      {owns.length + offices.length === 0 ? (
        <EmptyState title="No office" icon={<Landmark />}>
          Owns no region and has held no office.
        </EmptyState>
      ) : (
        <ul className="grid gap-2">
          {owns.map(({ name, displayName }) => (
            <li key={name}>
              Owner of{' '}
              <Link to={`/regions/${name}`} className="link">
                {displayName}
              </Link>
            </li>
          ))}
          {offices.map(({ name, displayName, position, from, until }) => (
            <li key={`${name}-${position}-${from}`}>
              {POSITION_LABELS[position]} of{' '}
              <Link to={`/regions/${name}`} className="link">
                {displayName}
              </Link>
              <span className="text-ink-2 text-sm">
                , from <Time at={from} />
                {until === null ? '' : ' to '}
                {until === null ? null : <Time at={until} />}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}

export { RouteError as ErrorBoundary }
