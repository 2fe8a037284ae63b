import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Form, useLoaderData, useNavigation } from '@remix-run/react'
import { POSITION_LABELS } from '#server/domain/elections/election-rules.ts'
import { POSITIONS } from '#server/domain/regions/positions.ts'
import { COUNCIL_SEATS, ELECTION_VOTING_DAYS, NOMINATION_DAYS } from '#server/domain/elections/schedule.ts'
import { answer, attempt, load } from '#app/caller.server.ts'
import { RouteError } from '#app/components/route-error.tsx'
import { Breadcrumbs } from '#app/components/ui/breadcrumbs.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { FormError } from '#app/components/ui/form-error.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { RadioCards } from '#app/components/ui/radio-cards.tsx'
import { Slider } from '#app/components/ui/slider.tsx'
import { redirectWithFlash } from '#app/flash.server.ts'
import { formText } from '#app/lib/form-text.ts'
import { useGovernedRegion } from '#app/lib/governed-region.ts'
import { choiceOfQuery, routeParam } from '#app/lib/route-param.ts'
import { numberReader } from '#app/lib/typed-number.ts'
import { useAnswer } from '#app/lib/use-answer.ts'

export const meta: MetaFunction = () => [{ title: 'Call an election · SectorWars 2102' }]

export const loader = async (args: LoaderFunctionArgs) => ({
  offices: await load(args, (api) => api.elections.offices({ region: routeParam(args, 'region') })),
  position: choiceOfQuery(args.request, 'position', POSITIONS) ?? null,
})

export const action = async (args: ActionFunctionArgs) => {
  const region = routeParam(args, 'region')
  const form = await args.request.formData()
  const position = POSITIONS.find((one) => one === formText(form, 'position'))
  const readNumber = numberReader(args.request)
  const typed = {
    nominationDays: formText(form, 'nominationDays'),
    votingDurationDays: formText(form, 'votingDurationDays'),
    seats: formText(form, 'seats'),
  }
  if (position === undefined) {
    const fields = { position: 'Choose an office.' }
    return answer({ ok: false, status: 400, reason: null, message: 'Choose an office.', fields, ...typed })
  }
  const done = await attempt(args, (api) =>
    api.elections.open({
      region,
      position,
      nominationDays: readNumber(typed.nominationDays),
      votingDurationDays: readNumber(typed.votingDurationDays),
      seats: readNumber(typed.seats),
    }),
  )
  return done.ok
    ? redirectWithFlash(`/governor/${region}/elections/${done.value.id}`, 'Nominations are open')
    : answer({ ...done, ...typed })
}

export default function NewElectionPage() {
  const { offices, position } = useLoaderData<typeof loader>()
  const failure = useAnswer<typeof action>()
  const region = useGovernedRegion()
  return (
    <>
      <Breadcrumbs
        items={[
          { label: 'Elections', to: `/governor/${region.name}/elections` },
          { label: 'Call an election' },
        ]}
      />
      <h2 className="text-2xl sm:text-3xl">Call an election</h2>
      <Form method="post" noValidate className="grid gap-6">
        <FormError message={failure?.message} fieldErrors={failure?.fields ?? null} />
        <Panel title="Office">
          <RadioCards
            legend="Which office?"
            name="position"
            columns={2}
            {...(position === null ? {} : { defaultValue: position })}
            error={failure?.fields.position ?? null}
            options={offices.map((office) => ({
              value: office.position,
              label: POSITION_LABELS[office.position],
              description: office.whyNotCall ?? (office.isVacant ? 'Vacant' : 'Currently held'),
              disabled: !office.canCall,
            }))}
          />
        </Panel>
        <Panel title="Schedule and seats">
          <div className="grid gap-x-10 gap-y-6 md:grid-cols-3">
            <Slider
              label="Nomination days"
              name="nominationDays"
              unit="d"
              {...NOMINATION_DAYS}
              defaultValue={failure?.nominationDays ?? NOMINATION_DAYS.default}
              error={failure?.fields.nominationDays ?? null}
            />
            <Slider
              label="Voting days"
              name="votingDurationDays"
              unit="d"
              {...ELECTION_VOTING_DAYS}
              defaultValue={failure?.votingDurationDays ?? ELECTION_VOTING_DAYS.default}
              error={failure?.fields.votingDurationDays ?? null}
            />
            <Slider
              label="Council seats"
              name="seats"
              {...COUNCIL_SEATS}
              defaultValue={failure?.seats ?? COUNCIL_SEATS.default}
              error={failure?.fields.seats ?? null}
              hint="All other offices have one seat."
            />
          </div>
        </Panel>
        <Button
          type="submit"
          variant="primary"
          pending={useNavigation().state === 'submitting'}
          className="justify-self-start"
        >
          Open nominations
        </Button>
      </Form>
    </>
  )
}

export { RouteError as ErrorBoundary }
