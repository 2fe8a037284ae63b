import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useEffect } from 'react'
import { attempt, load } from '#app/caller.server.ts'
import { RouteError } from '#app/components/route-error.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { redirectWithFlash } from '#app/flash.server.ts'
import { formText } from '#app/lib/form-text.ts'
import { useLiveRevalidation } from '#app/lib/use-live-events.ts'
import { useRefresh } from '#app/lib/use-refresh.ts'
import { PLANS } from '#server/domain/billing/plans.ts'
import { ApprovalStage } from './approval-stage.tsx'
import { BuildingStage } from './building-stage.tsx'
import { ClosedStage, ConfirmingStage, ReadyStage } from './other-stages.tsx'

export const meta: MetaFunction = () => [{ title: 'Checkout · SectorWars 2102' }]

/** Shows our own state only: returning from PayPal proves nothing, its payment event does. */
export const loader = async (args: LoaderFunctionArgs) => {
  const id = args.params.subscription ?? ''
  const [subscription, buttons] = await Promise.all([
    load(args, (api) => api.billing.get({ id })),
    load(args, (api) => api.billing.buttons()),
  ])
  const from = new URL(args.request.url).searchParams.get('from')
  return {
    subscription,
    buttons,
    cspNonce: args.context.cspNonce,
    isBack: from === 'paypal',
    isCancelled: from === 'cancel',
  }
}

export const action = async (args: ActionFunctionArgs) => {
  const id = args.params.subscription ?? ''
  const form = await args.request.formData()
  const here = `/checkout/${id}`
  if (formText(form, 'intent') === 'cancel') {
    const result = await attempt(args, (api) => api.billing.cancel({ id }))
    return result.ok
      ? redirectWithFlash('/pricing', 'Checkout cancelled')
      : redirectWithFlash(here, result.message, 'danger')
  }
  const region = formText(form, 'region')
  const result = await attempt(args, (api) => api.provisioning.retry({ region }))
  return result.ok
    ? redirectWithFlash(here, 'Building restarted')
    : redirectWithFlash(here, result.message, 'danger')
}

/** Polling is the fallback for a broken event stream. */
const LOOK_AGAIN_MS = 4_000

export default function CheckoutPage() {
  const { subscription, buttons, cspNonce, isBack, isCancelled } = useLoaderData<typeof loader>()
  const { stage } = subscription
  const isMoving = stage === 'confirming' || stage === 'building' || (stage === 'approval' && isBack)
  useLiveRevalidation({ topics: ['subscription', 'operation'] })
  const refresh = useRefresh()
  useEffect(() => {
    if (!isMoving) return
    const timer = setInterval(refresh, LOOK_AGAIN_MS)
    return () => clearInterval(timer)
  }, [isMoving, refresh])

  return (
    <>
      <PageHeader
        eyebrow="Checkout"
        title={subscription.displayName ?? PLANS[subscription.plan].name}
        description={`${PLANS[subscription.plan].name}${subscription.tier?.name ? `: ${subscription.tier.name}` : ''}, ${subscription.price.value} ${subscription.price.currency} a month.`}
      />
      {stage === 'approval' && !isBack ? (
        <ApprovalStage
          subscription={subscription}
          buttons={buttons}
          cspNonce={cspNonce}
          isCancelled={isCancelled}
        />
      ) : null}
      {stage === 'confirming' || (stage === 'approval' && isBack) ? (
        <ConfirmingStage subscription={subscription} />
      ) : null}
      {stage === 'building' ? <BuildingStage subscription={subscription} /> : null}
      {stage === 'ready' ? <ReadyStage subscription={subscription} /> : null}
      {stage === 'closed' ? <ClosedStage subscription={subscription} /> : null}
    </>
  )
}

export { RouteError as ErrorBoundary }
