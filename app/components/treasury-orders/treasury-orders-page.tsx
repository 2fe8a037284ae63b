import { Panel } from '#app/components/ui/panel.tsx'
import { BalancePanel } from './balance-panel.tsx'
import { FestivalsPanel } from './festivals-panel.tsx'
import { type FailedJob } from './job-form.tsx'
import { JobsPanel } from './jobs-panel.tsx'
import { type OrdersView } from './orders-view.ts'
import { PostJobPanel } from './post-job-panel.tsx'
import { WorksPanel } from './works-panel.tsx'

type Failed = { message: string } & (
  (FailedJob & { kind: 'job' }) | { kind: 'works' | 'festival' | 'withdrawal' }
)

export type TreasuryOrdersPageProps = {
  /** Null while the galaxy cannot be reached. */
  page: {
    view: OrdersView
    orderIds: { job: string; withdrawals: string[]; works: string[]; festivals: string[] }
  } | null
  answer: Failed | null
  /** Why nothing can be ordered now. */
  closed: string | null
  /** Path of income and spending, where the reader may see it. */
  ledger: string | null
  culture: string
}

/** Jobs, works and festivals: what a region ordered from its treasury, and the forms to order or propose more. */
export function TreasuryOrdersPage({ page, answer, closed, ledger, culture }: TreasuryOrdersPageProps) {
  if (page === null)
    return (
      <Panel title="Treasury orders">
        <p className="text-ink-2">The treasury is not available right now. Try again soon.</p>
      </Panel>
    )
  const { view, orderIds } = page
  const refusalFor = (kind: keyof OrdersView['refusals']) => closed ?? view.refusals[kind]
  const messageFor = (kind: Failed['kind']) => (answer?.kind === kind ? answer.message : null)
  return (
    <>
      <BalancePanel view={view} ledger={ledger} />
      <JobsPanel
        view={view}
        orderIds={orderIds.withdrawals}
        refusal={refusalFor('withdrawal')}
        error={messageFor('withdrawal')}
      />
      <PostJobPanel
        view={view}
        orderId={orderIds.job}
        refusal={refusalFor('job')}
        failed={answer?.kind === 'job' ? answer : null}
      />
      <WorksPanel
        view={view}
        orderIds={orderIds.works}
        refusal={refusalFor('works')}
        error={messageFor('works')}
      />
      <FestivalsPanel
        view={view}
        culture={culture}
        orderIds={orderIds.festivals}
        refusal={refusalFor('festival')}
        error={messageFor('festival')}
      />
    </>
  )
}
