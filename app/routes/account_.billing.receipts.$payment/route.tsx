import { type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { load } from '#app/caller.server.ts'
import { RouteError } from '#app/components/route-error.tsx'
import { DataList, type DataItem } from '#app/components/ui/data-list.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { formatUtc } from '#app/lib/format.ts'
import { type ApiOutputs } from '#app/lib/trpc-client.ts'
import { PLANS } from '#server/domain/billing/plans.ts'
import { PrintButton } from './print-button.tsx'

export const meta: MetaFunction = () => [{ title: 'Receipt · SectorWars 2102' }]

export const loader = async (args: LoaderFunctionArgs) =>
  load(args, (api) => api.billing.receipt({ id: args.params.payment ?? '' }))

type Receipt = ApiOutputs['billing']['receipt']

/** The receipt of one payment, as a page to read and to print. */
export default function ReceiptPage() {
  const receipt = useLoaderData<typeof loader>()
  const { seller, buyer, nextCharge } = receipt
  return (
    <>
      <PageHeader
        title="Receipt"
        eyebrow="SectorWars 2102"
        description={<span className="break-all">Number {receipt.number}</span>}
        actions={
          <div className="flex flex-wrap gap-2 print:hidden">
            <PrintButton />
            <LinkButton to="/account/billing">Back to billing</LinkButton>
          </div>
        }
      />
      <div className="grid gap-6">
        <div className="grid gap-6 sm:grid-cols-2 print:grid-cols-2">
          {seller === null ? null : (
            <Panel title="Seller">
              <address className="not-italic">
                {[seller.name, ...seller.address].map((line) => (
                  <span key={line} className="block break-words">
                    {line}
                  </span>
                ))}
              </address>
              {seller.vat === null ? null : <p className="mt-3 break-words">{seller.vat}</p>}
            </Panel>
          )}
          <Panel title="Buyer">
            <p className="break-words">{buyer.callsign}</p>
            <p className="break-all">{buyer.email}</p>
          </Panel>
        </div>
        <Panel title="Payment">
          <DataList items={paymentItems(receipt)} />
        </Panel>
        {nextCharge === null ? null : (
          <Panel title="Next charge" className="print:hidden">
            <DataList
              items={[
                { label: 'Amount', value: `${nextCharge.amount} ${nextCharge.currency}` },
                { label: 'On', value: <Time at={nextCharge.at} format="date" /> },
                ...(nextCharge.payer === null
                  ? []
                  : [{ label: 'From, as PayPal says', value: nextCharge.payer }]),
              ]}
            />
          </Panel>
        )}
      </div>
    </>
  )
}

const MOVED: Record<Receipt['returned'][number]['kind'], string> = {
  payment: 'Paid',
  refund: 'Refunded',
  reversal: 'Taken back by the bank',
  reinstatement: 'Came back after a dispute',
}

const paymentItems = (receipt: Receipt): DataItem[] => [
  { label: 'Paid', value: <Moment at={receipt.at} /> },
  { label: 'For', value: receipt.subject },
  {
    label: 'Plan',
    value: `${PLANS[receipt.plan].name}${receipt.tier ? `: ${receipt.tier}` : ''}, by the month`,
  },
  { label: 'Through', value: 'PayPal' },
  ...(receipt.paypalSubscriptionId === null
    ? []
    : [{ label: 'PayPal subscription', value: receipt.paypalSubscriptionId }]),
  { label: 'Amount', value: `${receipt.amount} ${receipt.currency}` },
  ...receipt.returned.map(({ kind, number, at, amount }) => ({
    key: number,
    label: MOVED[kind],
    value: `${amount.replace('-', '−')} ${receipt.currency}`,
    note: (
      <>
        <Moment at={at} />, number {number}
      </>
    ),
  })),
  ...(receipt.kept === null ? [] : [{ label: 'Remaining', value: `${receipt.kept} ${receipt.currency}` }]),
]

/** On paper nobody can ask for the other zone. */
function Moment({ at }: { at: string }) {
  return (
    <>
      <Time at={at} />
      <span className="hidden print:inline"> ({formatUtc(at)})</span>
    </>
  )
}

export { RouteError as ErrorBoundary }
