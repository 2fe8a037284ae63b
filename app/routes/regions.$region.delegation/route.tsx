import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Form, useLoaderData, useNavigation } from '@remix-run/react'
import { answer, attempt, load } from '#app/caller.server.ts'
import { RouteError } from '#app/components/route-error.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { DataList } from '#app/components/ui/data-list.tsx'
import { Field } from '#app/components/ui/field.tsx'
import { FormError } from '#app/components/ui/form-error.tsx'
import { Input } from '#app/components/ui/input.tsx'
import { Pagination } from '#app/components/ui/pagination.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Table } from '#app/components/ui/table.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { redirectWithFlash } from '#app/flash.server.ts'
import { type DelegationsHere } from '#app/lib/api-types.ts'
import { formText } from '#app/lib/form-text.ts'
import { formatCount, formatVoteWeight } from '#app/lib/format.ts'
import { pageOfQuery, routeParam } from '#app/lib/route-param.ts'
import { useAnswer } from '#app/lib/use-answer.ts'
import { RefusedFields } from '#app/lib/refused-form.tsx'

export const meta: MetaFunction = () => [{ title: 'Delegation · SectorWars 2102' }]

export const loader = async (args: LoaderFunctionArgs) => ({
  here: await load(args, (api) =>
    api.voting.delegations({
      region: routeParam(args, 'region'),
      page: pageOfQuery(args.request),
      fromPage: pageOfQuery(args.request, 'from'),
    }),
  ),
})

export const action = async (args: ActionFunctionArgs) => {
  const region = routeParam(args, 'region')
  const form = await args.request.formData()
  const page = `/regions/${region}/delegation`
  if (formText(form, 'intent') === 'take-back') {
    const done = await attempt(args, (api) => api.voting.takeBack({ region }))
    // A delegation that is already gone is a success.
    if (!done.ok && done.status !== 404) return answer(done)
    return redirectWithFlash(page, 'Delegation ended')
  }
  const done = await attempt(args, (api) =>
    api.voting.delegate({ region, callsign: formText(form, 'callsign') }),
  )
  return done.ok ? redirectWithFlash(page, `${done.value.callsign} now votes for you`) : answer(done, form)
}

/** The viewer’s own delegate, the votes delegated to the viewer, and all delegates of the region. */
export default function DelegationPage() {
  const { here } = useLoaderData<typeof loader>()
  return (
    <div className="grid items-start gap-6 lg:grid-cols-2">
      <OwnDelegate here={here} />
      <Panel
        title="Votes delegated to you"
        description="If one of them votes, their own vote counts instead."
      >
        {here.from.total === 0 ? (
          <p className="text-ink-2">Nobody has delegated a vote to you.</p>
        ) : (
          <div className="grid gap-4">
            <DataList
              items={[
                { label: 'People, including indirect ones', value: here.carried.people },
                { label: 'Vote weight', value: formatVoteWeight(here.carried.weight) },
              ]}
            />
            <ul className="divide-line divide-y">
              {here.from.items.map((one) => (
                <li key={one.playerId} className="flex flex-wrap justify-between gap-3 py-2">
                  <span className="font-semibold">{one.callsign}</span>
                  <span className="text-ink-2 text-sm">
                    Vote weight {formatVoteWeight(one.weight)}, since <Time at={one.madeAt} format="date" />
                  </span>
                </li>
              ))}
            </ul>
            {here.from.total > here.from.pageSize ? (
              <Pagination {...here.from} noun="people" param="from" />
            ) : null}
          </div>
        )}
      </Panel>
      <Panel
        title="Delegates"
        description="Shown as ranges to keep delegations private."
        className="lg:col-span-2"
        flush
        footer={
          here.delegates.total > here.delegates.pageSize ? (
            <Pagination {...here.delegates} noun="citizens" />
          ) : undefined
        }
      >
        <Table
          caption="Citizens who vote for others"
          rows={here.delegates.items}
          rowKey={(one) => one.playerId}
          columns={[
            { key: 'callsign', header: 'Citizen', cell: (one) => one.callsign, primary: true },
            { key: 'band', header: 'Vote weight', cell: (one) => one.band, numeric: true },
          ]}
          empty={<p className="text-ink-2 p-4 sm:px-6">Nobody votes for others here.</p>}
        />
      </Panel>
    </div>
  )
}

function OwnDelegate({ here }: { here: DelegationsHere }) {
  const failure = useAnswer<typeof action>()
  const pending = useNavigation().state === 'submitting'
  return (
    <Panel
      title="Your delegate"
      description="If you do not vote, your delegate’s vote counts for you too: on policies, elections and treaties. If you vote yourself, your own vote counts."
    >
      <div className="grid gap-5">
        {here.to === null ? null : (
          <Form method="post" className="flex flex-wrap items-center justify-between gap-3">
            <p>
              <span className="font-semibold">{here.to.callsign}</span> votes for you since{' '}
              <Time at={here.to.madeAt} format="date" />.
            </p>
            <Button type="submit" name="intent" value="take-back" size="sm" pending={pending}>
              End delegation
            </Button>
          </Form>
        )}
        {here.isCitizen ? (
          <Form method="post" className="grid gap-4">
            <FormError message={failure?.message ?? null} />
            <RefusedFields hidden={{}}>
              <Field
                label={here.to === null ? 'Callsign of your delegate' : 'Change delegate'}
                hint={`Lasts until you end it. Delegates can pass votes on, up to ${formatCount(3, 'step')}.`}
              >
                <Input name="callsign" required maxLength={40} autoComplete="off" />
              </Field>
            </RefusedFields>
            <Button type="submit" variant="primary" pending={pending} className="justify-self-start">
              Delegate my vote
            </Button>
          </Form>
        ) : (
          <p className="text-ink-2">Only citizens have a vote to delegate.</p>
        )}
      </div>
    </Panel>
  )
}

export { RouteError as ErrorBoundary }
