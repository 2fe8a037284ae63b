import { LinkButton } from '#app/components/ui/link-button.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { formatCredits } from '#app/lib/format.ts'
import { type OrdersView } from './orders-view.ts'

/** What the treasury has, and what is promised from it. */
export function BalancePanel({ view, ledger }: { view: OrdersView; ledger: string | null }) {
  const figures = [
    { label: 'Balance', value: view.treasury },
    { label: 'Set aside for open jobs', value: view.escrow },
    { label: 'Upkeep of all works, a day', value: view.upkeep },
    ...(view.ways.job === 'decree'
      ? [{ label: 'Jobs can set aside today', value: Math.min(view.jobBudget, view.treasury) }]
      : []),
  ]
  return (
    <Panel
      title="Treasury orders"
      description="What is set aside for jobs is no longer part of the balance."
      actions={
        ledger === null ? null : (
          <LinkButton to={ledger} size="sm">
            Income and spending
          </LinkButton>
        )
      }
    >
      <dl className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
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
