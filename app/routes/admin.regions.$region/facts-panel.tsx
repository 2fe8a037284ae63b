import { Link } from '@remix-run/react'
import { Badge, type Tone } from '#app/components/ui/badge.tsx'
import { DataList, type DataItem } from '#app/components/ui/data-list.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { StatusBadge } from '#app/components/ui/status-badge.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { formatCount, formatNumber } from '#app/lib/format.ts'
import { type ApiOutputs } from '#app/lib/trpc-client.ts'
import { type ObservedState, type ServedBy } from '#server/domain/deployments/deployment.ts'

export type Region = ApiOutputs['regions']['facts']

export const SERVED_WORDS: Record<ServedBy, string> = {
  shared: 'The platform’s own processes',
  own: 'A server of its own',
  elsewhere: 'A process of the operator',
}

const STATES: Record<ObservedState, { tone: Tone; label: string }> = {
  running: { tone: 'success', label: 'Running' },
  starting: { tone: 'info', label: 'Starting' },
  away: { tone: 'danger', label: 'Does not answer' },
  suspended: { tone: 'warning', label: 'Suspended' },
  gone: { tone: 'neutral', label: 'No galaxy' },
}

/** What is wanted of a region, and what was found. */
export function FactsPanel({ region }: { region: Region }) {
  const { galaxy, deployment, owner } = region
  const items: DataItem[] = [
    {
      label: 'Status',
      value: <StatusBadge kind="region" status={region.status} />,
      note: (
        <>
          Since <Time at={region.statusChangedAt} />
        </>
      ),
    },
    {
      label: 'Owner',
      value: (
        <Link className="link" to={`/admin/players/${owner.id}`}>
          {owner.callsign}
        </Link>
      ),
    },
    { label: 'Citizens', value: formatNumber(region.citizens) },
    { label: 'To be served by', value: SERVED_WORDS[deployment.servedBy] },
    ...(deployment.resources
      ? [
          {
            label: 'With',
            value: `${formatCount(deployment.resources.cpu, 'processor')}, ${deployment.resources.memoryGb} GB of memory`,
          },
        ]
      : []),
    { label: 'Found', ...found(region) },
    ...(galaxy ? [{ label: 'Address', value: addressOf(region) }] : []),
    ...(deployment.host === null
      ? []
      : [
          {
            label: 'Host',
            value: deployment.host,
            ...(deployment.restarts === 0
              ? {}
              : {
                  note: `Its server was lost and started again ${formatCount(deployment.restarts, 'time')}`,
                }),
          },
        ]),
    ...(galaxy ? [{ label: 'Database', value: galaxy.database }] : []),
    ...(galaxy?.backedUpAt ? [{ label: 'Backed up', value: <Time at={galaxy.backedUpAt} /> }] : []),
  ]
  return (
    <Panel title="As it is">
      <DataList items={items} />
    </Panel>
  )
}

const addressOf = ({ galaxy, deployment }: Region): string =>
  galaxy?.endpoint ?? (deployment.suspendedAt === null ? 'The platform’s own' : 'None while it is suspended')

function found({ deployment }: Region): Pick<DataItem, 'value' | 'note'> {
  const { state, stateSince, isReached, observedAt } = deployment
  if (state === null || stateSince === null)
    return {
      value: 'Not looked at',
      note:
        deployment.generation === 0
          ? 'Nobody has asked for anything but the platform’s own processes'
          : 'A worker looks soon',
    }
  return {
    value: <Badge tone={STATES[state].tone}>{STATES[state].label}</Badge>,
    note: (
      <>
        Since <Time at={stateSince} />
        {isReached ? '' : ', not yet as it was asked for'}
        {observedAt === null ? null : (
          <>
            , looked at <Time at={observedAt} format="relative" />
          </>
        )}
      </>
    ),
  }
}
