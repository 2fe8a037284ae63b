import { type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { type ActionFunctionArgs, redirect } from '@remix-run/node'
import { Check, Minus } from 'lucide-react'
import { type ReactNode } from 'react'
import { answer, attempt, load } from '#app/caller.server.ts'
import { benefitWords } from '#app/components/billing/benefit-words.ts'
import { RouteError } from '#app/components/route-error.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { FormError } from '#app/components/ui/form-error.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { useAnswer } from '#app/lib/use-answer.ts'
import { PLANS, type PlanKey } from '#server/domain/billing/plans.ts'
import { COMPARISON, INCLUDED, QUESTIONS } from './words.ts'

export const meta: MetaFunction = () => [
  { title: 'Own a region · SectorWars 2102' },
  { name: 'description', content: 'Prices of your own region and of galactic citizenship.' },
]

export const loader = async (args: LoaderFunctionArgs) => ({
  isLoggedIn: args.context.user !== null,
  prices: await load(args, (api) => api.billing.prices()),
  tiers: await load(args, (api) => api.billing.tiers()),
})

export const action = async (args: ActionFunctionArgs) => {
  const result = await attempt(args, (api) => api.billing.startCheckout({ plan: 'galactic_citizen' }))
  return result.ok ? redirect(`/checkout/${result.value.id}`) : answer(result)
}

export default function PricingPage() {
  const { isLoggedIn, prices, tiers } = useLoaderData<typeof loader>()
  const failure = useAnswer<typeof action>()
  return (
    <>
      <PageHeader
        eyebrow="Pricing"
        title="Own a region. Make its laws."
        description="Playing is free. You never pay for power in combat, trade or votes."
      />
      <FormError message={failure?.message} className="mb-6" />
      <div className="grid gap-6 lg:grid-cols-2">
        <PlanPanel plan="regional_owner" price={prices.regional_owner.value}>
          <LinkButton to="/found" variant="primary" size="lg">
            Found a region
          </LinkButton>
        </PlanPanel>
        <PlanPanel plan="galactic_citizen" price={prices.galactic_citizen.value}>
          {isLoggedIn ? (
            <Form method="post">
              <Button type="submit" size="lg">
                Become a galactic citizen
              </Button>
            </Form>
          ) : (
            <LinkButton to="/login?next=%2Fpricing" size="lg">
              Log in to subscribe
            </LinkButton>
          )}
        </PlanPanel>
      </div>

      {tiers.length > 1 ? (
        <Panel
          title="Sizes of regions"
          description="Room and convenience. Votes, trade and combat are the same in every size."
          className="mt-8"
        >
          <ul className="grid gap-6 md:grid-cols-3">
            {tiers.map(({ tier, name, price, benefits }) => (
              <li key={tier}>
                <p className="font-semibold">
                  {name}, ${price.value.replace(/\.00$/, '')} a month
                </p>
                <ul className="text-ink-2 mt-2 grid gap-1 text-sm">
                  {benefitWords(benefits).map((words) => (
                    <li key={words}>{words}</li>
                  ))}
                </ul>
              </li>
            ))}
          </ul>
        </Panel>
      ) : null}

      <Panel title="Compare plans" className="mt-8" flush>
        <Comparison />
      </Panel>

      <Panel title="Questions and answers" className="mt-8">
        <dl className="grid gap-6 md:grid-cols-2">
          {QUESTIONS.map(({ question, answer: words }) => (
            <div key={question}>
              <dt className="font-semibold">{question}</dt>
              <dd className="text-ink-2 mt-1 text-pretty">{words}</dd>
            </div>
          ))}
        </dl>
      </Panel>
    </>
  )
}

function PlanPanel({ plan, price, children }: { plan: PlanKey; price: string; children: ReactNode }) {
  const { name, description } = PLANS[plan]
  return (
    <Panel title={name} description={description}>
      <p className="mb-4">
        <span className="numerals text-accent text-5xl font-bold">${price.replace(/\.00$/, '')}</span>{' '}
        <span className="text-ink-2">per month in US dollars, paid with PayPal</span>
      </p>
      <ul className="mb-6 grid gap-2">
        {INCLUDED[plan].map((item) => (
          <li key={item} className="flex gap-2.5">
            <Check aria-hidden className="text-success mt-1 size-4 shrink-0" />
            <span>{item}</span>
          </li>
        ))}
      </ul>
      {children}
    </Panel>
  )
}

const COLUMNS = ['Everyone (free)', PLANS.galactic_citizen.name, PLANS.regional_owner.name]

function Comparison() {
  return (
    // Scrollable boxes must be reachable by keyboard (WCAG 2.1.1).
    <div role="region" aria-label="Comparison of the plans" tabIndex={0} className="relative overflow-x-auto">
      <table className="w-full min-w-[34rem] text-left">
        <caption className="sr-only">What each plan includes</caption>
        <thead>
          <tr className="border-line text-ink-2 border-b text-sm">
            <th scope="col" className="px-4 py-3 font-medium sm:px-6">
              Feature
            </th>
            {COLUMNS.map((column) => (
              <th key={column} scope="col" className="px-4 py-3 font-medium">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {COMPARISON.map(({ what, values }) => (
            <tr key={what} className="border-line border-b last:border-b-0">
              <th scope="row" className="px-4 py-3 font-medium sm:px-6">
                {what}
              </th>
              {values.map((value, index) => (
                <td key={COLUMNS[index]} className="px-4 py-3">
                  <Value value={value} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Value({ value }: { value: string | boolean }) {
  if (typeof value === 'string') return <>{value}</>
  const Icon = value ? Check : Minus
  return (
    <>
      <Icon aria-hidden className={value ? 'text-success size-5' : 'text-ink-3 size-5'} />
      <span className="sr-only">{value ? 'yes' : 'no'}</span>
    </>
  )
}

export { RouteError as ErrorBoundary }
