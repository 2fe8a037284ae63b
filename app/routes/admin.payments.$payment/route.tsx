import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Undo2 } from 'lucide-react'
import { answer, load } from '#app/caller.server.ts'
import { REFUND_COLUMNS } from '#app/components/admin/refund-columns.tsx'
import { RouteError } from '#app/components/route-error.tsx'
import { Banner } from '#app/components/ui/banner.tsx'
import { DataList } from '#app/components/ui/data-list.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Table } from '#app/components/ui/table.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { redirectWithFlash } from '#app/flash.server.ts'
import { formText } from '#app/lib/form-text.ts'
import { useAnswer } from '#app/lib/use-answer.ts'
import { useLiveRevalidation } from '#app/lib/use-live-events.ts'
import { attemptProven } from '#app/proof.server.ts'
import type { ApiCaller } from '#server/trpc/router.ts'
import { AmountForm, GiveUpForm, RefundForm, RetryForm } from './refund-forms.tsx'

export const meta: MetaFunction = () => [{ title: 'Payment · SectorWars 2102' }]

export const loader = async (args: LoaderFunctionArgs) => {
  const typed = new URL(args.request.url).searchParams.get('amount')?.trim() ?? ''
  const amount = /^\d{1,7}(\.\d{1,2})?$/.test(typed) ? typed : undefined
  return load(args, async (api) => ({
    preview: await api.billing.previewRefund({ paymentId: args.params.payment ?? '', amount }),
    proof: await api.identity.proof(),
    typed,
    isAmountWrong: typed !== '' && amount === undefined,
  }))
}

export const action = async (args: ActionFunctionArgs) => {
  const form = await args.request.formData()
  const paymentId = args.params.payment ?? ''
  const done = await attemptProven(args, form, (api) => carryOut(api, paymentId, form))
  if (done.ok && formText(form, 'intent') === 'give-up')
    return redirectWithFlash(`/admin/payments/${paymentId}`, 'The refund is ended.')
  return done.ok
    ? redirectWithFlash(
        `/admin/payments/${paymentId}`,
        'PayPal is asked to pay it back. This page follows it.',
      )
    : answer(done, form)
}

function carryOut(api: ApiCaller, paymentId: string, form: FormData) {
  const refundId = formText(form, 'refundId')
  switch (formText(form, 'intent')) {
    case 'retry':
      return api.billing.retryRefund({ refundId })
    case 'give-up':
      return api.billing.giveUpRefund({ refundId })
    default:
      return api.billing.refund({
        ...{ paymentId, amount: formText(form, 'amount') },
        ...{ reason: formText(form, 'reason'), confirmation: formText(form, 'confirmation') },
      })
  }
}

/** A payment, what went back of it, and the form that refunds it. */
export default function PaymentPage() {
  const { preview, proof, typed, isAmountWrong } = useLoaderData<typeof loader>()
  const failure = useAnswer<typeof action>()
  useLiveRevalidation({ topics: ['subscription', 'notification'] })
  const { payment, buyer, against, effect } = preview
  const failed = preview.refunds.find(({ status }) => status === 'failed')
  return (
    <>
      <PageHeader
        eyebrow="Payment"
        title={`${payment.amount} ${payment.currency} by ${buyer.callsign}`}
        actions={
          <>
            <LinkButton to={`/admin/subscriptions/${preview.subscriptionId}`}>Its subscription</LinkButton>
            <LinkButton to={`/admin/disputes/${payment.number}`}>Its disputes</LinkButton>
            <LinkButton to="/admin/refunds">All refunds</LinkButton>
          </>
        }
      />
      <div className="grid gap-6">
        <Panel title="Payment">
          <DataList
            items={[
              { label: 'Paid', value: <Time at={payment.at} /> },
              { label: 'PayPal’s number', value: <span className="break-all">{payment.number}</span> },
              { label: 'Left to refund', value: `${preview.left} ${payment.currency}` },
              {
                label: 'Refundable until',
                value: <Time at={preview.refundableUntil} format="date" />,
              },
            ]}
          />
        </Panel>
        <Panel title="Refunds of this payment" flush>
          <Table
            caption="Refunds of this payment"
            columns={REFUND_COLUMNS}
            rows={preview.refunds}
            rowKey={({ id }) => id}
            empty={<EmptyState icon={<Undo2 />} title="Nothing was refunded by us" />}
          />
        </Panel>
        {against === null ? null : (
          <Banner tone="warning" title="It cannot be refunded now.">
            {against}
          </Banner>
        )}
        {failed && against === null ? (
          <RetryForm refund={failed} proof={proof} failure={failure ?? null} />
        ) : null}
        {preview.unanswered === null ? null : (
          <GiveUpForm refund={preview.unanswered} proof={proof} failure={failure ?? null} />
        )}
        <AmountForm preview={preview} typed={typed} isWrong={isAmountWrong} />
        {effect === null || isAmountWrong ? null : (
          <RefundForm preview={preview} effect={effect} proof={proof} failure={failure ?? null} />
        )}
      </div>
    </>
  )
}

export { RouteError as ErrorBoundary }
