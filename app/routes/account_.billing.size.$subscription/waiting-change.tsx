import { Form } from '@remix-run/react'
import { useEffect } from 'react'
import { Banner } from '#app/components/ui/banner.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { useRefresh } from '#app/lib/use-refresh.ts'
import { type SubscriptionView } from '#server/domain/billing/subscription-output.ts'

/** Polling is the fallback for a broken event stream. */
const LOOK_AGAIN_MS = 4_000

type WaitingChangeProps = { subscription: SubscriptionView; isBack: boolean }

/** A change that waits for its payer, or for its first bill. */
export function WaitingChange({ subscription, isBack }: WaitingChangeProps) {
  const { tierChange, nextChargeAt, tier: present } = subscription
  const isConfirming = isBack && tierChange?.status === 'asked'
  const refresh = useRefresh()
  useEffect(() => {
    if (!isConfirming) return
    const timer = setInterval(refresh, LOOK_AGAIN_MS)
    return () => clearInterval(timer)
  }, [isConfirming, refresh])
  if (!tierChange) return null
  const { name, price, status, tier } = tierChange
  if (status === 'consented')
    return (
      <Banner
        tone="success"
        title={`Agreed: ${name} begins with your next payment`}
        actions={
          present === null ? null : (
            <Form method="post">
              <input type="hidden" name="tier" value={present.key} />
              <Button type="submit" size="sm">
                Keep {present.name ?? 'the size you have'}
              </Button>
            </Form>
          )
        }
      >
        PayPal bills {price.value} {price.currency}{' '}
        {nextChargeAt ? (
          <>
            on <Time at={nextChargeAt} format="date" />
          </>
        ) : (
          'next time'
        )}
        . To go back on it, keep what you have now; PayPal asks you to agree again.
      </Banner>
    )
  return (
    <Banner
      title={
        isConfirming
          ? 'Waiting for PayPal'
          : `You asked for ${name}, ${price.value} ${price.currency} a month`
      }
      actions={
        <Form method="post" className="flex flex-wrap gap-2">
          <input type="hidden" name="tier" value={tier} />
          <Button type="submit" size="sm">
            Go on at PayPal
          </Button>
          <Button type="submit" name="intent" value="give-up" size="sm" variant="ghost">
            Give up
          </Button>
        </Form>
      }
    >
      {isConfirming
        ? 'PayPal has not told us yet that you agreed. This page looks again by itself.'
        : 'You have not agreed at PayPal, so nothing has changed.'}
    </Banner>
  )
}
