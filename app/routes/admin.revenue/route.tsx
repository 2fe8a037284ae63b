import { type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { CircleDollarSign, ShieldCheck } from 'lucide-react'
import { load } from '#app/caller.server.ts'
import { SUBSCRIPTION_COLUMNS } from '#app/components/admin/subscription-columns.tsx'
import { RouteError } from '#app/components/route-error.tsx'
import { Chart } from '#app/components/ui/chart.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { PagedTable } from '#app/components/ui/paged-table.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Table, type Column } from '#app/components/ui/table.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { type SubscriptionLine } from '#app/lib/api-types.ts'
import { formatMoney, formatNumber, formatPercent } from '#app/lib/format.ts'
import { pageOfQuery } from '#app/lib/route-param.ts'
import { type ApiOutputs } from '#app/lib/trpc-client.ts'
import { NEXT_STEPS, OWING_STATUSES } from '#server/domain/billing/dunning-step.ts'
import { CURRENCIES } from '#server/domain/billing/money.ts'
import { PLANS, PLAN_KEYS, type PlanKey } from '#server/domain/billing/plans.ts'

import { formatRange, HostingPanel } from './hosting-panel.tsx'

export const meta: MetaFunction = () => [{ title: 'Revenue · SectorWars 2102' }]

export const loader = async (args: LoaderFunctionArgs) => {
  const [revenue, owing] = await Promise.all([
    load(args, (api) => api.billing.revenue()),
    load(args, (api) => api.billing.owing({ page: pageOfQuery(args.request) })),
  ])
  return { revenue, owing }
}

type Revenue = ApiOutputs['billing']['revenue']
type Recurring = Revenue['recurring'][number]
type Month = Revenue['months'][number]

const RECURRING: Column<Recurring>[] = [
  { key: 'plan', header: 'Plan', primary: true, cell: ({ name }) => name },
  {
    key: 'count',
    header: 'Subscriptions',
    numeric: true,
    cell: ({ subscriptions }) => formatNumber(subscriptions),
  },
  {
    key: 'amount',
    header: 'A month',
    numeric: true,
    cell: ({ amountMinor, currency }) => formatMoney(amountMinor, currency),
  },
  {
    key: 'owing',
    header: 'Of which owed',
    numeric: true,
    cell: ({ owing, owingMinor, currency }) =>
      `${formatMoney(owingMinor, currency)} (${formatNumber(owing)})`,
  },
]

const sumOf = (month: Month, what: 'paidMinor' | 'returnedMinor' | 'feeMinor') =>
  month.received.map((sum) => formatMoney(sum[what], sum.currency)).join(', ') || '–'

const ACTIVE: Column<{ activeAtStart: number }> = {
  key: 'active',
  header: 'Paid at its start',
  numeric: true,
  cell: ({ activeAtStart }) => formatNumber(activeAtStart),
}

const MONTHS: Column<Month>[] = [
  { key: 'month', header: 'Month (UTC)', primary: true, cell: ({ month }) => month },
  { key: 'paid', header: 'Received', numeric: true, cell: (month) => sumOf(month, 'paidMinor') },
  { key: 'returned', header: 'Returned', numeric: true, cell: (month) => sumOf(month, 'returnedMinor') },
  { key: 'fees', header: 'PayPal’s fees', numeric: true, cell: (month) => sumOf(month, 'feeMinor') },
  {
    key: 'cost',
    header: 'Hosting',
    numeric: true,
    cell: ({ cost }) => formatRange(cost, cost.currency),
  },
  { key: 'failed', header: 'Failed payments', numeric: true, cell: ({ failed }) => formatNumber(failed) },
  ACTIVE,
  {
    key: 'churn',
    header: 'Ended (churn)',
    numeric: true,
    cell: ({ ended, activeAtStart }) =>
      activeAtStart === 0
        ? formatNumber(ended)
        : `${formatNumber(ended)} (${formatPercent(ended / activeAtStart, 1)})`,
  },
]

type PlanLine = { month: string } & Omit<Month['plans'][number], 'plan'>

const PLAN_MONTHS: Column<PlanLine>[] = [
  { key: 'month', header: 'Month (UTC)', primary: true, cell: ({ month }) => month },
  {
    key: 'recurring',
    header: 'Recurring at its start',
    numeric: true,
    cell: ({ recurringMinor, currency }) => formatMoney(recurringMinor, currency),
  },
  ACTIVE,
  {
    key: 'churn',
    header: 'Ended (churn)',
    numeric: true,
    cell: ({ ended, activeAtStart, endedMinor, currency }) =>
      ended === 0
        ? formatNumber(0)
        : `${formatNumber(ended)} (${formatPercent(ended / activeAtStart, 1)}), ${formatMoney(endedMinor, currency)} a month`,
  },
  {
    key: 'paid',
    header: 'Received',
    numeric: true,
    cell: ({ paidMinor, currency }) => formatMoney(paidMinor, currency),
  },
  {
    key: 'returned',
    header: 'Returned',
    numeric: true,
    cell: ({ returnedMinor, currency }) => formatMoney(returnedMinor, currency),
  },
  {
    key: 'fees',
    header: 'PayPal’s fees',
    numeric: true,
    cell: ({ feeMinor, currency }) => formatMoney(feeMinor, currency),
  },
]

const linesOf = (months: readonly Month[], asked: PlanKey): PlanLine[] =>
  months.flatMap(({ month, plans }) =>
    plans.filter(({ plan }) => plan === asked).map((line) => ({ ...line, month })),
  )

const OWING: Column<SubscriptionLine>[] = [
  ...SUBSCRIPTION_COLUMNS,
  {
    key: 'next',
    header: 'What dunning does',
    cell: ({ status, nextStepAt }) => (
      <>
        {NEXT_STEPS[OWING_STATUSES.find((one) => one === status) ?? 'grace']}
        {nextStepAt === null ? null : (
          <>
            {' '}
            on <Time at={nextStepAt} />
          </>
        )}
      </>
    ),
  },
]

/** What is paid: every month, by month, and what failed. */
export default function RevenuePage() {
  const { revenue, owing } = useLoaderData<typeof loader>()
  const { recurring, months, hosting } = revenue
  return (
    <>
      <PageHeader
        eyebrow="Administration"
        title="Revenue"
        description="Monthly recurring revenue, what was received and returned, what it costs, and payments that failed."
        actions={
          <>
            <LinkButton to="/admin/prices">Prices</LinkButton>
            <LinkButton to="/admin/billing">Billing health</LinkButton>
          </>
        }
      />
      <div className="grid gap-6">
        <Panel title="Monthly recurring, now" flush>
          <Table
            caption="Monthly recurring revenue"
            columns={RECURRING}
            rows={recurring}
            rowKey={({ plan, tier, currency }) => `${plan}-${tier}-${currency}`}
            empty={<EmptyState icon={<CircleDollarSign />} title="Nobody pays yet" />}
          />
        </Panel>
        <HostingPanel hosting={hosting} recurring={recurring} months={months} />
        <Panel title="By month">
          {CURRENCIES.map((currency) => (
            <ReceivedChart key={currency} months={months} currency={currency} />
          ))}
        </Panel>
        <Panel
          title="The last twelve months"
          description="Churn: of the subscriptions that were paid for at the start of a month, those that ended in it."
          flush
        >
          <Table
            caption="Revenue by month"
            columns={MONTHS}
            rows={[...months].reverse()}
            rowKey={({ month }) => month}
          />
        </Panel>
        {PLAN_KEYS.map((plan) => (
          <Panel
            key={plan}
            title={PLANS[plan].name}
            description="Monthly recurring revenue and churn of this plan."
            flush
          >
            <Table
              caption={`${PLANS[plan].name} by month`}
              columns={PLAN_MONTHS}
              rows={linesOf([...months].reverse(), plan)}
              rowKey={({ month, currency }) => `${month}-${currency}`}
              empty={<EmptyState icon={<CircleDollarSign />} title="Nobody has paid for this plan yet" />}
            />
          </Panel>
        ))}
        <Panel title="Failed payments" flush>
          <PagedTable
            caption="Failed payments"
            columns={OWING}
            of={owing}
            noun="subscriptions"
            rowKey={({ id }) => id}
            empty={<EmptyState icon={<ShieldCheck />} title="Nothing is owed" />}
          />
        </Panel>
      </div>
    </>
  )
}

function ReceivedChart({ months, currency }: { months: Month[]; currency: (typeof CURRENCIES)[number] }) {
  const values = (what: 'paidMinor' | 'returnedMinor' | 'feeMinor') =>
    months.map(({ received }) => received.find((sum) => sum.currency === currency)?.[what] ?? 0)
  return (
    <Chart
      label={`Received, returned and spent by month, ${currency}`}
      days={months.map(({ month }) => `${month}-01`)}
      series={[
        { key: 'paid', label: 'Received', values: values('paidMinor').map((minor) => minor / 100) },
        { key: 'returned', label: 'Returned', values: values('returnedMinor').map((minor) => minor / 100) },
        { key: 'fees', label: 'PayPal’s fees', values: values('feeMinor').map((minor) => minor / 100) },
        ...(months.every(({ cost }) => cost.currency === currency)
          ? [
              {
                key: 'cost',
                label: 'Hosting, at most',
                values: months.map(({ cost }) => cost.mostMinor / 100),
              },
            ]
          : []),
      ]}
      format={(value) => formatMoney(Math.round(value * 100), currency)}
    />
  )
}

export { RouteError as ErrorBoundary }
