import { type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { BellRing, ShieldCheck } from 'lucide-react'
import { load } from '#app/caller.server.ts'
import { RouteError } from '#app/components/route-error.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { PagedTable } from '#app/components/ui/paged-table.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Table } from '#app/components/ui/table.tsx'
import { pageOfQuery } from '#app/lib/route-param.ts'
import { hasRunbook } from '#app/lib/runbooks.server.ts'
import { useLiveRevalidation } from '#app/lib/use-live-events.ts'
import { FIRING_COLUMNS, PAST_COLUMNS, type Alert } from './alert-columns.tsx'

export const meta: MetaFunction = () => [{ title: 'Alerts · SectorWars 2102' }]

const withRunbook = (alert: Omit<Alert, 'hasRunbook'>): Alert => ({
  ...alert,
  hasRunbook: hasRunbook(alert.name),
})

export const loader = async (args: LoaderFunctionArgs) => {
  const firing = await load(args, (api) => api.alerts.firing())
  const past = await load(args, (api) => api.alerts.past({ page: pageOfQuery(args.request) }))
  return { firing: firing.map(withRunbook), past: { ...past, items: past.items.map(withRunbook) } }
}

/** What Alertmanager tells. */
export default function AlertsPage() {
  const { firing, past } = useLoaderData<typeof loader>()
  useLiveRevalidation({ topics: ['status'] })
  return (
    <>
      <PageHeader
        title="Alerts"
        eyebrow="Administration"
        description="What Prometheus finds wrong and Alertmanager delivers here. Administrators get a notice and a mail when a critical one begins and when it is over."
        actions={<LinkButton to="/admin/incidents">Incidents</LinkButton>}
      />
      <Panel title="Firing now" className="mb-6" flush>
        <Table
          caption="Alerts that fire now, critical ones first"
          columns={FIRING_COLUMNS}
          rows={firing}
          rowKey={({ id }) => id}
          empty={
            <EmptyState icon={<ShieldCheck />} title="Nothing fires">
              Alerts arrive once Alertmanager has the token of the setting ALERTS_TOKEN.
            </EmptyState>
          }
        />
      </Panel>
      <Panel title="Earlier" flush>
        <PagedTable
          caption="Alerts that are over, newest first"
          columns={PAST_COLUMNS}
          of={past}
          noun="alerts"
          rowKey={({ id }) => id}
          empty={<EmptyState icon={<BellRing />} title="No alert has ended yet" />}
        />
      </Panel>
    </>
  )
}

export { RouteError as ErrorBoundary }
