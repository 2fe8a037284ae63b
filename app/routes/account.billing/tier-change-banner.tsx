import { Banner } from '#app/components/ui/banner.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { type SubscriptionView } from '#server/domain/billing/subscription-output.ts'

/** A change of size that waits: for the payer, or for its first bill. */
export function TierChangeBanner({ subscription }: { subscription: SubscriptionView }) {
  const { id, tierChange, nextChargeAt } = subscription
  if (!tierChange) return null
  const price = `${tierChange.price.value} ${tierChange.price.currency}`
  if (tierChange.status === 'asked')
    return (
      <Banner
        tone="info"
        title={`Change to ${tierChange.name}: not agreed yet`}
        actions={<LinkButton to={`/account/billing/size/${id}`}>Go on or give up</LinkButton>}
      >
        Nothing has changed. It begins once you agree to {price} a month at PayPal.
      </Banner>
    )
  return (
    <Banner tone="success" title={`${tierChange.name} begins with your next payment`}>
      PayPal bills {price}{' '}
      {nextChargeAt ? (
        <>
          on <Time at={nextChargeAt} format="date" />
        </>
      ) : (
        'next time'
      )}
      . Until then everything stays as you paid for it.
    </Banner>
  )
}
