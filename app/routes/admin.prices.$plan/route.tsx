import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { answer, load } from '#app/caller.server.ts'
import { RouteError } from '#app/components/route-error.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { redirectWithFlash } from '#app/flash.server.ts'
import { formatCount } from '#app/lib/format.ts'
import { formChoice, formText } from '#app/lib/form-text.ts'
import { useAnswer } from '#app/lib/use-answer.ts'
import { attemptProven } from '#app/proof.server.ts'
import { OFFER_KEYS } from '#server/domain/billing/tiers.ts'
import { ChangePriceForm } from './change-price-form.tsx'
import { MovePanel } from './move-panel.tsx'
import { PriceHistory } from './price-history.tsx'

export const meta: MetaFunction = () => [{ title: 'Price · SectorWars 2102' }]

export const loader = async (args: LoaderFunctionArgs) =>
  load(args, async (api) => ({
    plan: await api.billing.planPrice({ planId: args.params.plan ?? '' }),
    proof: await api.identity.proof(),
  }))

export const action = async (args: ActionFunctionArgs) => {
  const form = await args.request.formData()
  const planId = args.params.plan ?? ''
  const confirmation = formText(form, 'confirmation')
  switch (formText(form, 'intent')) {
    case 'change': {
      const plan = formChoice(form, 'plan', OFFER_KEYS)
      const price = formText(form, 'price')
      const changed = await attemptProven(args, form, (api) =>
        api.billing.changePrice({ plan, price, confirmation }),
      )
      return changed.ok
        ? redirectWithFlash(`/admin/prices/${changed.value.planId}`, 'New buyers pay the new price now.')
        : answer(changed, form)
    }
    case 'announce': {
      const announced = await attemptProven(args, form, (api) =>
        api.billing.announceMove({ planId, confirmation }),
      )
      return announced.ok
        ? redirectWithFlash(`/admin/prices/${planId}`, 'Announced. Its subscribers got a notice and a mail.')
        : answer(announced, form)
    }
    default: {
      const priceId = formText(form, 'priceId')
      const cancelled = await attemptProven(args, form, (api) => api.billing.cancelMove({ priceId }))
      return cancelled.ok
        ? redirectWithFlash(`/admin/prices/${planId}`, 'Cancelled. Its subscribers were told.')
        : answer(cancelled, form)
    }
  }
}

/** One plan at PayPal: its prices, and what can be changed about them. */
export default function AdminPricePage() {
  const { plan, proof } = useLoaderData<typeof loader>()
  const failure = useAnswer<typeof action>() ?? null
  return (
    <>
      <PageHeader
        eyebrow="Prices"
        title={`${plan.name}: ${plan.price} ${plan.currency}`}
        description={`${plan.onSaleUntil === null ? 'On sale.' : 'An earlier price.'} ${formatCount(plan.subscribers, 'subscriber')} pay it.`}
        actions={<LinkButton to="/admin/prices">All prices</LinkButton>}
      />
      <div className="grid gap-6">
        {plan.onSaleUntil === null ? (
          <ChangePriceForm plan={plan} proof={proof} failure={failure} />
        ) : (
          <MovePanel plan={plan} proof={proof} failure={failure} />
        )}
        <Panel title="History" flush>
          <PriceHistory plan={plan} />
        </Panel>
      </div>
    </>
  )
}

export { RouteError as ErrorBoundary }
