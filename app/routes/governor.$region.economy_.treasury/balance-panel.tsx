import { LinkButton } from '#app/components/ui/link-button.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { formatCredits } from '#app/lib/format.ts'
import { type OrdersView } from './orders-view.ts'

/** What the treasury has, and what is promised from it. */
export function BalancePanel({ view, regionName }: { view: OrdersView; regionName: string }) {
  const figures = [
    { label: 'Balance', value: view.treasury },
    { label: 'Set aside for open jobs', value: view.escrow },
    { label: 'Upkeep of all works, a day', value: view.upkeep },
  ]
  return (
    <Panel
      title="Treasury orders"
      description="What is set aside for jobs is no longer part of the balance."
      actions={
        <LinkButton to={`/governor/${regionName}/economy`} size="sm">
          Income and spending
        </LinkButton>
      }
    >
      <dl className="grid gap-4 sm:grid-cols-3">
        {figures.map(({ label, value }) => (
          <div key={label}>
            <dt className="text-ink-2 text-sm">{label}</dt>
            <dd className="numerals text-2xl font-semibold">{formatCredits(value)}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  )
}
