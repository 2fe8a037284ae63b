import { Form, useNavigation } from '@remix-run/react'
import { type Failure } from '#app/caller.server.ts'
import { GOVERNANCE_LABELS, SPECIALIZATION_LABELS } from '#app/components/region/words.ts'
import { onlyPrice, TierFields, type Tiers } from '#app/components/billing/tier-fields.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { DataList } from '#app/components/ui/data-list.tsx'
import { FormError } from '#app/components/ui/form-error.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { formatCount } from '#app/lib/format.ts'
import { CHECKOUT_HOLD_MS } from '#server/domain/billing/checkout-holds.ts'
import { addressOf, type Draft } from './draft.ts'
import { LookPreview } from './look-step.tsx'

const HOUR_MS = 3_600_000

export type ReviewStepProps = {
  draft: Draft
  failure: Failure | null
  isLoggedIn: boolean
  tiers: Tiers
}

export function ReviewStep({ draft, failure, isLoggedIn, tiers }: ReviewStepProps) {
  const price = onlyPrice(tiers)
  const isSending = useNavigation().formMethod === 'POST'
  return (
    <Panel
      title="Review, then pay"
      description={`Next, you approve the payment at PayPal. We reserve the name for you for ${formatCount(CHECKOUT_HOLD_MS / HOUR_MS, 'hour')}.`}
    >
      <FormError message={failure?.message} className="mb-5" />
      <div className="grid gap-6 lg:grid-cols-2">
        <DataList
          items={[
            { label: 'Display name', value: draft.displayName },
            { label: 'Web address', value: draft.regionName },
            { label: 'Form of government', value: GOVERNANCE_LABELS[draft.governanceType] },
            {
              label: 'Specialisation',
              value:
                draft.economicSpecialization === ''
                  ? 'None'
                  : SPECIALIZATION_LABELS[draft.economicSpecialization],
            },
            ...(price === null ? [] : [{ label: 'Price', value: `${price}, until cancelled` }]),
          ]}
        />
        <LookPreview look={draft} />
      </div>
      <Form method="post" action={addressOf(draft, 'review')} className="mt-6 grid gap-6">
        <TierFields tiers={tiers} chosen="standard" legend="Size" />
        <div className="flex flex-wrap justify-between gap-3">
          <LinkButton to={addressOf(draft, 'look')} variant="ghost">
            Back
          </LinkButton>
          <Button type="submit" variant="primary" size="lg" pending={isSending}>
            {isLoggedIn ? 'Reserve name and pay' : 'Log in and pay'}
          </Button>
        </div>
      </Form>
    </Panel>
  )
}
