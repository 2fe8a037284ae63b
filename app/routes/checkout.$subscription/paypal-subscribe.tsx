import { PayPalButtons, PayPalScriptProvider } from '@paypal/react-paypal-js'
import { useNavigate } from '@remix-run/react'
import { useState } from 'react'
import { FormError } from '#app/components/ui/form-error.tsx'
import { useHydrated } from '#app/lib/use-hydrated.ts'

export type ButtonsConfig = { clientId: string; sdkBaseUrl: string }

export type PayPalSubscribeProps = {
  config: ButtonsConfig
  cspNonce: string
  subscriptionId: string
  paypalSubscriptionId: string
}

/**
 * PayPal's own button for the subscription created by our checkout. Its result proves nothing, so the page then
 * follows our own state. Without JavaScript the link below leads to the same approval.
 */
export function PayPalSubscribe(props: PayPalSubscribeProps) {
  const { config, subscriptionId, paypalSubscriptionId } = props
  const hydrated = useHydrated()
  const navigate = useNavigate()
  const [failure, setFailure] = useState<string | null>(null)
  // Every response has a new nonce; the document uses the first one.
  const [cspNonce] = useState(props.cspNonce)
  if (!hydrated) return null
  return (
    <>
      <FormError message={failure} />
      {/* PayPal renders on white, so its frame is white in both themes. */}
      <div className="rounded-[4px] bg-white p-3">
        <PayPalScriptProvider
          options={{
            clientId: config.clientId,
            sdkBaseUrl: config.sdkBaseUrl,
            components: 'buttons',
            vault: true,
            intent: 'subscription',
            dataCspNonce: cspNonce,
          }}
        >
          <PayPalButtons
            style={{ layout: 'vertical', label: 'subscribe' }}
            createSubscription={() => Promise.resolve(paypalSubscriptionId)}
            onApprove={async () => {
              navigate(`/checkout/${subscriptionId}?from=paypal`, { replace: true })
            }}
            onCancel={() => navigate(`/checkout/${subscriptionId}?from=cancel`, { replace: true })}
            onError={() => setFailure('The PayPal button did not work. Use the link below instead.')}
          />
        </PayPalScriptProvider>
      </div>
    </>
  )
}
