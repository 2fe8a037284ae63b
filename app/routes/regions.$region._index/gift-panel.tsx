import { Link } from '@remix-run/react'
import { Button } from '#app/components/ui/button.tsx'
import { ConfirmDialog } from '#app/components/ui/confirm-dialog.tsx'
import { Field } from '#app/components/ui/field.tsx'
import { FormError } from '#app/components/ui/form-error.tsx'
import { NumberInput } from '#app/components/ui/number-input.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { type PublicRegion } from '#app/lib/api-types.ts'
import { formatCredits } from '#app/lib/format.ts'
import { isOpenForBusiness } from '#server/domain/regions/region-status.ts'

type Props = {
  region: PublicRegion
  /** The viewer's credits here; null while the galaxy is unavailable. */
  credits: number | null
  giftId: string
  /** Amount of a failed donation. */
  amount?: string
  error: string | null
}

/** The viewer's credits in the region, with a form to donate to the treasury. */
export function GiftPanel({ region, credits, giftId, amount, error }: Props) {
  return (
    <Panel title="Treasury" id="treasury">
      <div className="grid justify-items-start gap-4">
        <FormError message={error} />
        <p className="text-ink-2">
          The treasury pays for patrols and for{' '}
          <Link to={`/regions/${region.name}/treasury`} className="link">
            jobs, works and festivals
          </Link>
          . Members can donate to it.{' '}
          {credits === null
            ? 'Your credits are not available right now.'
            : credits === 0
              ? 'You have no credits here.'
              : null}
        </p>
        {credits === null || credits === 0 ? null : (
          <>
            <p>
              Your credits here: <span className="numerals font-semibold">{formatCredits(credits)}</span>
            </p>
            {isOpenForBusiness(region.status) ? (
              <ConfirmDialog
                trigger={<Button size="sm">Donate to the treasury</Button>}
                title={`Donate to the treasury of ${region.displayName}?`}
                confirmLabel="Donate"
                tone="primary"
                fields={{ intent: 'give', giftId }}
                controls={
                  <Field label="Credits" hint={`You have ${formatCredits(credits)}.`}>
                    <NumberInput name="amount" defaultValue={amount} required />
                  </Field>
                }
              >
                You cannot take it back, and you get nothing for it: no reputation and no votes. The
                government sees who donated.
              </ConfirmDialog>
            ) : (
              <p className="text-ink-2 text-sm">No donations while the region is closed.</p>
            )}
          </>
        )}
      </div>
    </Panel>
  )
}
