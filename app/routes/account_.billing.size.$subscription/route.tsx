import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { Form, useLoaderData, useNavigation } from '@remix-run/react'
import { answer, attempt, load } from '#app/caller.server.ts'
import { TierFields } from '#app/components/billing/tier-fields.tsx'
import { RouteError } from '#app/components/route-error.tsx'
import { Banner } from '#app/components/ui/banner.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { FormError } from '#app/components/ui/form-error.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { redirectWithFlash } from '#app/flash.server.ts'
import { formChoice, formText } from '#app/lib/form-text.ts'
import { useAnswer } from '#app/lib/use-answer.ts'
import { useLiveRevalidation } from '#app/lib/use-live-events.ts'
import { TIERS } from '#server/domain/billing/tiers.ts'
import { KEPT_AFTER_DAYS } from '#server/domain/regions/smaller-tier.ts'
import { WaitingChange } from './waiting-change.tsx'

export const meta: MetaFunction = () => [{ title: 'Size of your region · SectorWars 2102' }]

/** Shows our own state only: returning from PayPal proves nothing, what PayPal says then does. */
export const loader = async (args: LoaderFunctionArgs) =>
  load(args, async (api) => {
    const subscription = await api.billing.get({ id: args.params.subscription ?? '' })
    const { region } = subscription
    return {
      subscription,
      tiers: region
        ? (await api.billing.regionTiers({ region: region.name })).tiers
        : await api.billing.tiers(),
      from: new URL(args.request.url).searchParams.get('from'),
    }
  })

export const action = async (args: ActionFunctionArgs) => {
  const id = args.params.subscription ?? ''
  const form = await args.request.formData()
  if (formText(form, 'intent') === 'give-up') {
    const done = await attempt(args, (api) => api.billing.giveUpTierChange({ id }))
    return done.ok
      ? redirectWithFlash('/account/billing', 'Given up. Your region stays as it is')
      : answer(done, form)
  }
  const tier = formChoice(form, 'tier', TIERS)
  const asked = await attempt(args, (api) => api.billing.changeTier({ id, tier }))
  return asked.ok ? redirect(asked.value.approvalUrl) : answer(asked, form)
}

/** The size of a region: what changes, when, and what it costs then. */
export default function SizePage() {
  const { subscription, tiers, from } = useLoaderData<typeof loader>()
  const failure = useAnswer<typeof action>()
  const isSending = useNavigation().state === 'submitting'
  useLiveRevalidation({ topics: ['subscription'] })
  const { tier, tierChange, price, nextChargeAt, displayName, status, cancelRequestedAt } = subscription
  const isPaid = status === 'active' && cancelRequestedAt === null
  return (
    <>
      <PageHeader
        eyebrow="Billing"
        title={`Size of ${displayName ?? 'your region'}`}
        description={`${tier?.name ?? 'Standard'} now, ${price.value} ${price.currency} a month.`}
        actions={<LinkButton to="/account/billing">Back to billing</LinkButton>}
      />
      <div className="grid gap-6">
        <FormError message={failure?.message} />
        {from === 'cancel' && tierChange?.status === 'asked' ? (
          <Banner title="You did not agree">Nothing has changed, and nothing was charged.</Banner>
        ) : null}
        {tierChange ? <WaitingChange subscription={subscription} isBack={from === 'paypal'} /> : null}
        {tier === null || !isPaid ? (
          <Banner tone="warning" title="The size cannot be changed now">
            Pay what is due, or renew, on your billing page first.
          </Banner>
        ) : tiers.every((sold) => sold.tier === tier.key) ? (
          <p className="text-ink-2">No other size is sold.</p>
        ) : (
          <Panel
            title={tierChange ? 'Change to another size instead' : 'Choose a size'}
            description="A larger size begins with your next payment, and so does a smaller one. Nothing is charged before."
          >
            <Form method="post" className="grid gap-5">
              <TierFields tiers={tiers} chosen={tier.key} legend="Size" />
              <ul className="text-ink-2 grid list-disc gap-1 pl-5 text-sm">
                <li>
                  Until {nextChargeAt ? <Time at={nextChargeAt} format="date" /> : 'your next payment'}{' '}
                  everything stays as you paid for it; then PayPal bills the new price.
                </li>
                <li>PayPal asks you to agree. Without that the old size and price go on.</li>
                <li>
                  With a smaller size nobody has to leave. What it does not keep stays for {KEPT_AFTER_DAYS}{' '}
                  days after the change, an emblem hidden, and is then erased.
                </li>
              </ul>
              <div>
                <Button type="submit" variant="primary" pending={isSending}>
                  Agree at PayPal
                </Button>
              </div>
            </Form>
          </Panel>
        )}
      </div>
    </>
  )
}

export { RouteError as ErrorBoundary }
