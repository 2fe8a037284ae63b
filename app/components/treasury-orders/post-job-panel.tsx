import { useLocation } from '@remix-run/react'
import { FilterBar } from '#app/components/region/filter-bar.tsx'
import { COMMODITY_LABELS } from '#app/lib/market-words.ts'
import { Panel } from '#app/components/ui/panel.tsx'
import { JobForm, type FailedJob } from './job-form.tsx'
import { type OrdersView } from './orders-view.ts'
import { Refusal } from './refusal.tsx'

type Props = { view: OrdersView; orderId: string; refusal: string | null; failed: FailedJob | null }

/** Chooses the good first, because it decides which ports there are to choose from. */
export function PostJobPanel({ view, orderId, refusal, failed }: Props) {
  const { good, goods, jobs, mostJobs } = view
  // A new visit has empty fields; live updates keep what is being typed.
  const { key } = useLocation()
  const full =
    jobs.length >= mostJobs
      ? `There are ${mostJobs} open jobs, the most that a region can have. Post the next when one is filled or ends.`
      : null
  const reason = refusal ?? full
  const description =
    'For goods that are carried there: ports in whose sector the good is sold are left out. The whole premium is set aside at once.'
  if (reason !== null || good === null)
    return (
      <Panel title="Post a job" description={description}>
        {reason === null ? (
          <p className="text-ink-2">No port here needs goods from another sector.</p>
        ) : (
          <Refusal reason={reason} />
        )}
      </Panel>
    )
  return (
    <Panel title="Post a job" description={description} flush id="post-job">
      <FilterBar
        label="Choose a good"
        filters={[
          {
            name: 'good',
            label: 'Good',
            value: good,
            isOrder: true,
            options: goods.map((value) => ({ value, label: COMMODITY_LABELS[value] })),
          },
        ]}
      />
      <JobForm
        key={`${key} ${good}`}
        good={good}
        ports={view.jobPorts}
        treasury={view.treasury}
        byVote={view.ways.job === 'vote'}
        orderId={orderId}
        failed={failed}
      />
    </Panel>
  )
}
