import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Link, useLoaderData, useNavigation } from '@remix-run/react'
import { askForExport } from '#app/ask-for-export.server.ts'
import { load } from '#app/caller.server.ts'
import { ExportPanel } from '#app/components/export-panel.tsx'
import { DO_NOW, END_TEXT, STAGE_TEXTS, STAGE_TITLES } from '#app/components/region/closing-words.ts'
import { HaltBanner } from '#app/components/region/halt-banner.tsx'
import { RouteError } from '#app/components/route-error.tsx'
import { Banner } from '#app/components/ui/banner.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { StatusBadge } from '#app/components/ui/status-badge.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { type ApiOutputs } from '#app/lib/trpc-client.ts'
import { routeParam } from '#app/lib/route-param.ts'
import { useAnswer } from '#app/lib/use-answer.ts'
import { useLiveRevalidation } from '#app/lib/use-live-events.ts'
import { mayExportRegion } from '#server/domain/regions/may-export-region.ts'
import { exportPath, rescuesPath, timetablePath } from '#server/domain/regions/paths.ts'
import { isReadable } from '#server/domain/regions/region-status.ts'

export const loader = async (args: LoaderFunctionArgs) => {
  const region = routeParam(args, 'region')
  const timetable = await load(args, (api) => api.regions.timetable({ region }))
  // The page for that belongs to the public ones, which an archived region has not.
  const isOwnersArchive = timetable.reader === 'owner' && timetable.region.status === 'archived'
  const copy = isOwnersArchive ? await load(args, (api) => api.regions.export({ region })) : null
  return { timetable, copy: copy?.latest ?? null, isOwnersArchive }
}

export const action = (args: ActionFunctionArgs) => askForExport(args, timetablePath)

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Timetable of ${data?.timetable.region.displayName ?? 'a region'} · SectorWars 2102` },
]

type Timetable = ApiOutputs['regions']['timetable']

/** What becomes of a region that nobody pays for: each stage with its end, and what the reader can do. Also of one that is archived. */
export default function TimetablePage() {
  const { timetable, copy, isOwnersArchive } = useLoaderData<typeof loader>()
  const failure = useAnswer<typeof action>()
  const isSending = useNavigation().state === 'submitting'
  const { region, stages, lapsedAt, reader } = timetable
  const canExport = mayExportRegion(region, {
    isOwner: reader === 'owner',
    membership: reader === 'citizen' ? 'citizen' : null,
  }).ok
  useLiveRevalidation({ regions: [region.id], topics: ['region', 'operation'], pace: 'calm' })
  return (
    <>
      <PageHeader
        title="Timetable"
        eyebrow={region.displayName}
        badges={<StatusBadge kind="region" status={region.status} />}
        {...(isReadable(region.status)
          ? {
              breadcrumbs: [
                { label: region.displayName, to: `/regions/${region.name}` },
                { label: 'Timetable' },
              ],
            }
          : {})}
        description={
          lapsedAt === null ? undefined : (
            <>
              Not paid for since <Time at={lapsedAt} />. If somebody pays, everything is as it was, up to the
              end of the archive.
            </>
          )
        }
      />
      <div className="grid gap-6">
        <Notes timetable={timetable} />
        {timetable.reader === 'citizen' && stages.length > 0 && isReadable(region.status) ? (
          <p className="text-ink-2">
            Citizens may choose a new owner who pays:{' '}
            <Link className="link" to={rescuesPath(region.name)}>
              rescue {region.displayName}
            </Link>
            .
          </p>
        ) : null}
        {canExport && !isOwnersArchive ? (
          <p className="text-ink-2">
            Take a copy along:{' '}
            <Link className="link" to={exportPath(region.name)}>
              export {region.displayName}
            </Link>
            .
          </p>
        ) : null}
        {stages.length === 0 ? (
          <Panel>
            <p className="text-ink-2">
              {region.displayName} is paid for.{' '}
              {timetable.returning === null
                ? 'There is nothing that its people need to prepare for.'
                : 'Its citizens are told when it is open.'}
            </p>
          </Panel>
        ) : (
          <ol className="grid gap-4">
            {stages.map(({ stage, until }, i) => (
              <li key={stage}>
                <Stage {...{ stage, until }} reader={timetable.reader} isNow={i === 0} />
              </li>
            ))}
          </ol>
        )}
        {isOwnersArchive ? (
          <ExportPanel
            title="Export"
            description={`${region.displayName} to take along, from its archive: settings, law book, policies, elections, the record of every counted vote, members, map, and every movement of credits and goods.`}
            latest={copy}
            refusal={failure?.message ?? null}
            isSending={isSending}
            download={`/regions/${region.name}/export/download`}
            note="It is a copy to keep: nobody can make a region of it."
          />
        ) : null}
      </div>
    </>
  )
}

function Notes({ timetable: { haltedUntil, evacuation, returning } }: { timetable: Timetable }) {
  return (
    <>
      <HaltBanner until={haltedUntil} />
      {returning === null ? null : (
        <Banner tone="success" title="It is paid for and comes back">
          {returning.stepLabel} ({returning.progress}%). It opens once its galaxy is there and checked.
        </Banner>
      )}
      {evacuation === null ? null : (
        <Banner tone="danger" title="The evacuation ends now">
          {evacuation.stepLabel} ({evacuation.progress}%). Nothing is lost if this takes a while.
        </Banner>
      )}
    </>
  )
}

function Stage({
  stage,
  until,
  reader,
  isNow,
}: Timetable['stages'][number] & { reader: Timetable['reader']; isNow: boolean }) {
  return (
    <Panel
      title={isNow ? `Now: ${STAGE_TITLES[stage]}` : `Then: ${STAGE_TITLES[stage]}`}
      description={
        <>
          Until <Time at={until} />
        </>
      }
      actions={
        isNow && reader === 'owner' ? (
          <LinkButton to="/account/billing" size="sm" variant="primary">
            Pay now
          </LinkButton>
        ) : isNow && (stage === 'suspended' || stage === 'evacuating') ? (
          <LinkButton to="/play" size="sm">
            To your ship
          </LinkButton>
        ) : undefined
      }
    >
      <div className="grid gap-2">
        <p className="text-ink-2">{STAGE_TEXTS[stage]}</p>
        {stage === 'evacuating' ? <p className="text-ink-2">{END_TEXT}</p> : null}
        <p>{DO_NOW[stage][reader]}</p>
      </div>
    </Panel>
  )
}

export { RouteError as ErrorBoundary }
