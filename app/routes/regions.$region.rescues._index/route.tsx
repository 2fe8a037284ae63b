import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Form, Link, useLoaderData, useNavigation } from '@remix-run/react'
import { RESCUE_PAYMENT_HOURS, RESCUE_VOTING_DAYS } from '#server/domain/ownership/rescue.ts'
import { rescuePath } from '#server/domain/regions/paths.ts'
import { answer, attempt, load } from '#app/caller.server.ts'
import { RouteError } from '#app/components/route-error.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { Field } from '#app/components/ui/field.tsx'
import { FormError } from '#app/components/ui/form-error.tsx'
import { Input } from '#app/components/ui/input.tsx'
import { Pagination } from '#app/components/ui/pagination.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { StatusBadge } from '#app/components/ui/status-badge.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { redirectWithFlash } from '#app/flash.server.ts'
import { type Rescues } from '#app/lib/api-types.ts'
import { formText } from '#app/lib/form-text.ts'
import { RefusedFields } from '#app/lib/refused-form.tsx'
import { pageOfQuery, routeParam } from '#app/lib/route-param.ts'
import { useAnswer } from '#app/lib/use-answer.ts'
import { useVisitedRegion } from '#app/lib/visited-region.ts'

export const meta: MetaFunction = () => [{ title: 'New owner · SectorWars 2102' }]

export const loader = async (args: LoaderFunctionArgs) => ({
  here: await load(args, (api) =>
    api.ownership.rescues({
      region: routeParam(args, 'region'),
      page: pageOfQuery(args.request),
      pageSize: 20,
    }),
  ),
})

export const action = async (args: ActionFunctionArgs) => {
  const region = routeParam(args, 'region')
  const form = await args.request.formData()
  const done = await attempt(args, (api) =>
    api.ownership.nameRescuer({ region, callsign: formText(form, 'callsign') }),
  )
  if (!done.ok) return answer(done, form)
  return redirectWithFlash(
    rescuePath(region, done.value.rescueId),
    done.value.accepted ? 'You stand as the new owner' : 'Named. They have to accept',
  )
}

/** Who could take over a region whose owner stopped paying, and the form to name somebody. */
export default function RescuesPage() {
  const { here } = useLoaderData<typeof loader>()
  const region = useVisitedRegion()
  return (
    <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1.5fr)_minmax(0,1fr)]">
      <Panel title="Named pilots" flush>
        {here.rescues.total === 0 ? (
          <p className="text-ink-2 px-4 pb-4 sm:px-6">Nobody has been named.</p>
        ) : (
          <>
            <ul className="divide-line divide-y px-4 pb-4 sm:px-6">
              {here.rescues.items.map((rescue) => (
                <RescueLine key={rescue.id} rescue={rescue} />
              ))}
            </ul>
            {here.rescues.total > here.rescues.pageSize ? (
              <div className="px-4 pb-4 sm:px-6">
                <Pagination {...here.rescues} noun="pilots" />
              </div>
            ) : null}
          </>
        )}
      </Panel>
      <div className="grid gap-6">
        <NamePanel here={here} />
        <Panel title="How a rescue works">
          <ol className="text-ink-2 grid list-decimal gap-2 pl-5">
            <li>
              If the payment for {region.displayName} is overdue, citizens can name pilots to take it over.
            </li>
            <li>
              {here.votesOpenAt === null ? (
                'If the owner does not pay, the vote opens on the first read-only day.'
              ) : (
                <>
                  If the owner does not pay, the vote opens on <Time at={here.votesOpenAt} />.
                </>
              )}{' '}
              It lasts {RESCUE_VOTING_DAYS} days.
            </li>
            <li>
              Voters are citizens who logged in or voted in the last 60 days and had been citizens for 30 days
              when the paid time ended. Each has one vote. Two thirds of them must say yes.
            </li>
            <li>
              The winner has {RESCUE_PAYMENT_HOURS} hours to pay. With that payment the region is theirs.
              Until then the owner can keep it by paying.
            </li>
            <li>Offices, laws and the treasury stay as they are.</li>
          </ol>
        </Panel>
      </div>
    </div>
  )
}

function RescueLine({ rescue }: { rescue: Rescues['rescues']['items'][number] }) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-3 py-3">
      <div className="min-w-0">
        <Link className="link font-semibold" to={rescuePath(rescue.region.name, rescue.id)}>
          {rescue.rescuer.callsign}
        </Link>
        <p className="text-ink-2 text-sm">
          Named by {rescue.namedBy.callsign}, <Time at={rescue.namedAt} format="relative" />
        </p>
      </div>
      <div className="flex flex-wrap items-center gap-3">
        {rescue.canVote ? <span className="text-accent text-sm font-semibold">You can vote</span> : null}
        <StatusBadge kind="rescue" status={rescue.status} />
      </div>
    </li>
  )
}

function NamePanel({ here }: { here: Rescues }) {
  const failure = useAnswer<typeof action>()
  const pending = useNavigation().state === 'submitting'
  return (
    <Panel title="Name a rescuer">
      {here.canName ? (
        <Form method="post" className="grid gap-4">
          <FormError message={failure?.fields.callsign ? null : (failure?.message ?? null)} />
          <RefusedFields hidden={{}}>
            <Field
              label="Callsign of a citizen"
              hint="You can name yourself. You can have one open nomination."
              error={failure?.fields.callsign ?? null}
            >
              <Input name="callsign" required maxLength={100} autoComplete="off" />
            </Field>
          </RefusedFields>
          <Button type="submit" variant="primary" pending={pending} className="justify-self-start">
            Name
          </Button>
        </Form>
      ) : (
        <p className="text-ink-2">{here.whyNot}</p>
      )}
    </Panel>
  )
}

export { RouteError as ErrorBoundary }
