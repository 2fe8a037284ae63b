import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { answer, load } from '#app/caller.server.ts'
import { RouteError } from '#app/components/route-error.tsx'
import { DataList } from '#app/components/ui/data-list.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { redirectWithFlash } from '#app/flash.server.ts'
import { formatCount, formatLabel } from '#app/lib/format.ts'
import { formChoice, formText } from '#app/lib/form-text.ts'
import { useAnswer } from '#app/lib/use-answer.ts'
import { attemptProven } from '#app/proof.server.ts'
import { CORRECTIONS } from '#server/domain/billing/correction-input.ts'
import { CorrectionForm } from './correction-form.tsx'
import { DisputesTable, MovementsTable } from './payment-tables.tsx'

export const meta: MetaFunction = () => [{ title: 'Payment · SectorWars 2102' }]

export const loader = async (args: LoaderFunctionArgs) =>
  load(args, async (api) => ({
    payment: await api.billing.payment({ saleId: args.params.sale ?? '' }),
    proof: await api.identity.proof(),
  }))

export const action = async (args: ActionFunctionArgs) => {
  const form = await args.request.formData()
  const saleId = args.params.sale ?? ''
  const act = formChoice(form, 'act', CORRECTIONS)
  const corrected = await attemptProven(args, form, (api) =>
    api.billing.correctPayment({
      ...{ saleId, act, reason: formText(form, 'reason'), confirmation: formText(form, 'confirmation') },
    }),
  )
  return corrected.ok
    ? redirectWithFlash(`/admin/disputes/${saleId}`, 'Corrected. The subscription follows.')
    : answer(corrected, form)
}

/** A payment, what became of its money, and its correction. */
export default function AdminPaymentPage() {
  const { payment, proof } = useLoaderData<typeof loader>()
  const failure = useAnswer<typeof action>() ?? null
  const { subscription } = payment
  return (
    <>
      <PageHeader
        eyebrow="Disputes"
        title={`Payment of ${payment.amount} ${payment.currency}`}
        actions={
          <>
            <LinkButton to={`/admin/payments/${payment.id}`}>Refund it</LinkButton>
            <LinkButton to="/admin/disputes">All disputes</LinkButton>
          </>
        }
      />
      <div className="grid gap-6">
        <Panel title="What is left of it">
          <DataList
            items={[
              { label: 'PayPal ID', value: payment.saleId },
              { label: 'Paid', value: <Time at={payment.at} /> },
              { label: 'Pays', value: formatCount(payment.months, 'month') },
              { label: 'Left', value: `${payment.left} ${payment.currency}` },
              { label: 'Taken back by reversals', value: `${payment.taken} ${payment.currency}` },
              {
                label: 'Owner',
                value: (
                  <Link className="link" to={`/admin/players/${payment.owner.id}`}>
                    {payment.owner.callsign}
                  </Link>
                ),
              },
              { label: 'Subscription', value: formatLabel(subscription.status) },
              {
                label: 'Paid until',
                value: subscription.paidThrough ? <Time at={subscription.paidThrough} format="date" /> : '–',
              },
            ]}
          />
        </Panel>
        <Panel title="Disputes" flush>
          <DisputesTable payment={payment} />
        </Panel>
        <Panel title="What became of its money" flush>
          <MovementsTable payment={payment} />
        </Panel>
        <CorrectionForm payment={payment} proof={proof} failure={failure} />
      </div>
    </>
  )
}

export { RouteError as ErrorBoundary }
