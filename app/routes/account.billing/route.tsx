import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ReceiptText } from 'lucide-react'
import { attempt, load } from '#app/caller.server.ts'
import { Banner } from '#app/components/ui/banner.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { Pagination } from '#app/components/ui/pagination.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { redirectWithFlash } from '#app/flash.server.ts'
import { formText } from '#app/lib/form-text.ts'
import { pageOfSearch } from '#app/lib/page-of-search.ts'
import { useLiveRevalidation } from '#app/lib/use-live-events.ts'
import { SubscriptionCard } from './subscription-card.tsx'
import { Timeline } from './timeline.tsx'

export const meta: MetaFunction = () => [{ title: 'Billing · SectorWars 2102' }]

const HERE = '/account/billing'

export const loader = async (args: LoaderFunctionArgs) => {
  const { searchParams } = new URL(args.request.url)
  const [subscriptions, timeline, factor] = await Promise.all([
    load(args, (api) => api.billing.list({ page: pageOfSearch(searchParams, 'list'), pageSize: 10 })),
    load(args, (api) => api.billing.timeline({ page: pageOfSearch(searchParams, 'page'), pageSize: 20 })),
    // Suspended accounts set nothing up.
    attempt(args, (api) => api.secondFactor.get()),
  ])
  return { subscriptions, timeline, lacksFactor: factor.ok && factor.value.since === null }
}

export const action = async (args: ActionFunctionArgs) => {
  const form = await args.request.formData()
  const id = formText(form, 'id')
  if (formText(form, 'intent') === 'cancel') {
    const result = await attempt(args, (api) => api.billing.cancel({ id }))
    return result.ok
      ? redirectWithFlash(HERE, {
          title: 'Cancelled',
          text: 'You will not be charged again. What you paid for stays yours until it runs out.',
        })
      : redirectWithFlash(HERE, result.message, 'danger')
  }
  const newAgreement = formText(form, 'intent') === 'new-agreement'
  const result = await attempt(args, (api) => api.billing.payAgain({ id, newAgreement }))
  if (!result.ok) return redirectWithFlash(HERE, result.message, 'danger')
  switch (result.value.outcome) {
    case 'approve':
      return redirect(result.value.approvalUrl)
    case 'captured':
      return redirectWithFlash(HERE, {
        title: 'PayPal is collecting the payment',
        text: 'Everything works again once it is confirmed.',
      })
    case 'declined':
      return redirectWithFlash(
        HERE,
        {
          title: 'The payment was declined',
          text: 'Choose “Pay another way” to use another card or account.',
        },
        'danger',
      )
  }
}

/** What is paid for now, also while a payment is late. */
const PAYING: ReadonlySet<string> = new Set(['active', 'grace', 'suspended'])

export default function BillingPage() {
  const { subscriptions, timeline, lacksFactor } = useLoaderData<typeof loader>()
  const isPaying = subscriptions.items.some(({ status }) => PAYING.has(status))
  useLiveRevalidation({ topics: ['subscription', 'operation'] })
  if (subscriptions.total === 0) {
    return (
      <Panel title="Billing">
        <EmptyState
          icon={<ReceiptText />}
          title="You have no subscriptions"
          action={
            <LinkButton to="/pricing" variant="primary">
              See prices
            </LinkButton>
          }
        >
          Playing is free. You only pay for your own region or for galactic citizenship.
        </EmptyState>
      </Panel>
    )
  }
  return (
    <>
      {isPaying && lacksFactor ? (
        <Banner
          title="Protect what you pay for"
          actions={<LinkButton to="/account/security">Add a passkey or an app</LinkButton>}
        >
          Anyone who learns your password can govern your region. A passkey, or a code from your phone, keeps
          them out.
        </Banner>
      ) : null}
      {subscriptions.items.map((subscription) => (
        <SubscriptionCard key={subscription.id} subscription={subscription} />
      ))}
      {subscriptions.total > subscriptions.pageSize ? (
        <Pagination {...subscriptions} noun="subscriptions" param="list" />
      ) : null}
      <Panel
        title="Payment history"
        description="All payments and changes to your subscriptions."
        actions={
          <LinkButton to="/account/billing/payments.csv" reloadDocument size="sm">
            Payments as CSV
          </LinkButton>
        }
        flush
      >
        <Timeline entries={timeline.items} />
        <div className="px-4 pb-4 sm:px-6">
          <Pagination {...timeline} noun="entries" />
        </div>
      </Panel>
    </>
  )
}
