import { Form } from '@remix-run/react'
import { ProvenForm, type Proving } from '#app/components/account/proven-form.tsx'
import { onlyPrice, TierFields, type RegionTiers } from '#app/components/billing/tier-fields.tsx'
import { Badge, type Tone } from '#app/components/ui/badge.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { ConfirmDialog } from '#app/components/ui/confirm-dialog.tsx'
import { DataList } from '#app/components/ui/data-list.tsx'
import { FormError } from '#app/components/ui/form-error.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { type Transfer } from '#app/lib/api-types.ts'
import { useRefusedForm } from '#app/lib/refused-form.tsx'

const LOOKS: Record<Transfer['status'], { tone: Tone; label: string }> = {
  offered: { tone: 'info', label: 'Offered' },
  accepted: { tone: 'accent', label: 'Announced' },
  done: { tone: 'success', label: 'Done' },
  ended: { tone: 'neutral', label: 'Ended' },
}

export type TransferPanelProps = Proving & {
  transfer: Transfer
  size: RegionTiers | null
}

/** The newest transfer of a region, with what the reader can do about it. */
export function TransferPanel({ transfer, size, proof, failure }: TransferPanelProps) {
  const { from, to, status, terms, payFrom, payUntil, paidThrough } = transfer
  const isPaymentRefused = useRefusedForm({ intent: 'pay', transfer: transfer.id })
  const isEndRefused = useRefusedForm({ intent: 'end', transfer: transfer.id })
  return (
    <Panel
      title={`From ${from.callsign} to ${to.callsign}`}
      actions={<Badge tone={LOOKS[status].tone}>{LOOKS[status].label}</Badge>}
    >
      <div className="grid gap-5">
        <FormError message={isPaymentRefused || isEndRefused ? failure?.message : null} />
        <DataList
          items={[
            { label: 'Offered', value: <Time at={transfer.offeredAt} /> },
            ...(transfer.acceptedAt ? [{ label: 'Accepted', value: <Time at={transfer.acceptedAt} /> }] : []),
            ...(payFrom && payUntil && status === 'accepted'
              ? [
                  { label: `${to.callsign} can pay from`, value: <Time at={payFrom} /> },
                  { label: 'Until', value: <Time at={payUntil} /> },
                ]
              : []),
            ...(paidThrough && (status === 'offered' || status === 'accepted')
              ? [
                  {
                    label: 'Paid by the owner until',
                    value: <Time at={paidThrough} format="date" />,
                  },
                ]
              : []),
            ...(transfer.endedAt ? [{ label: 'Ended', value: <Time at={transfer.endedAt} /> }] : []),
          ]}
        />
        {transfer.endReason ? <p className="text-ink-2">{transfer.endReason}</p> : null}
        {terms === '' ? null : <p className="max-w-prose break-words whitespace-pre-line">{terms}</p>}
        {transfer.canAccept ? (
          <ProvenForm
            proof={proof}
            failure={failure}
            hidden={{ intent: 'accept', transfer: transfer.id }}
            submit="Accept"
            variant="primary"
          />
        ) : null}
        {transfer.canPay && size !== null ? (
          <Form method="post" className="grid justify-items-start gap-3">
            <input type="hidden" name="transfer" value={transfer.id} />
            <TierFields tiers={size.tiers} chosen={size.present} legend="Size" />
            <p className="text-ink-2">
              {onlyPrice(size.tiers) ?? 'By the month'}, from today.
              {paidThrough ? (
                <>
                  {' '}
                  Your paid time starts on <Time at={paidThrough} format="date" />, when that of{' '}
                  {from.callsign} ends.
                </>
              ) : null}
            </p>
            <Button type="submit" name="intent" value="pay" variant="primary">
              Pay and take over
            </Button>
          </Form>
        ) : null}
        {transfer.canEnd ? (
          <div>
            <ConfirmDialog
              trigger={<Button variant="ghost">Withdraw</Button>}
              title="Withdraw from this transfer?"
              confirmLabel="Withdraw"
              backLabel="Back"
              fields={{ intent: 'end', transfer: transfer.id }}
            >
              The region stays with its owner. Everybody who knows of the transfer is told.
            </ConfirmDialog>
          </div>
        ) : null}
      </div>
    </Panel>
  )
}
