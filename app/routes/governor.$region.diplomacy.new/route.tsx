import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Form, useLoaderData, useNavigation } from '@remix-run/react'
import { TAX_RELIEF_BP, TREATY_TERM_DAYS } from '#server/domain/diplomacy/treaty-terms.ts'
import { TREATY_TYPES } from '#server/domain/diplomacy/treaty-types.ts'
import { answer, attempt, load } from '#app/caller.server.ts'
import { TREATY_LABELS, TREATY_WORDS } from '#app/components/region/words.ts'
import { RouteError } from '#app/components/route-error.tsx'
import { Breadcrumbs } from '#app/components/ui/breadcrumbs.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { Checkbox } from '#app/components/ui/checkbox.tsx'
import { Field } from '#app/components/ui/field.tsx'
import { FormError } from '#app/components/ui/form-error.tsx'
import { NumberInput } from '#app/components/ui/number-input.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { RadioCards } from '#app/components/ui/radio-cards.tsx'
import { redirectWithFlash } from '#app/flash.server.ts'
import { useGovernedRegion } from '#app/lib/governed-region.ts'
import { routeParam } from '#app/lib/route-param.ts'
import { termsOfForm } from '#app/lib/treaty-terms-form.ts'
import { numberReader } from '#app/lib/typed-number.ts'
import { useAnswer } from '#app/lib/use-answer.ts'
import { PartnerPicker } from './partner-picker.tsx'

export const meta: MetaFunction = () => [{ title: 'Offer a treaty · SectorWars 2102' }]

const SHOWN = 12

type Typed = {
  partner: string
  treatyType: string
  durationDays: string
  taxRelief: string
  residence: boolean
}

/** The form's values, from a submitted offer or, after a search, from the URL. */
const typedIn = (form: FormData | URLSearchParams): Typed => {
  const text = (name: string) => {
    const value = form.get(name)
    return typeof value === 'string' ? value : ''
  }
  return {
    partner: text('partner'),
    treatyType: text('treatyType'),
    durationDays: text('durationDays'),
    taxRelief: text('taxRelief'),
    residence: text('residence') !== '',
  }
}

export const loader = async (args: LoaderFunctionArgs) => {
  const query = new URL(args.request.url).searchParams
  const search = (query.get('q') ?? '').trim().slice(0, 60)
  const typed = query.has('taxRelief') ? typedIn(query) : null
  const chosen = typed?.partner.slice(0, 60) ?? ''
  const [matches, like] = await load(args, (api) =>
    Promise.all([
      // One more than shown, because the own region may be among them.
      api.regions.directory({ search, pageSize: SHOWN + 1 }),
      chosen === '' ? null : api.regions.directory({ search: chosen, pageSize: SHOWN }),
    ]),
  )
  const before = like?.items.filter(({ name }) => name === chosen) ?? []
  return { matches, before, search, typed }
}

export const action = async (args: ActionFunctionArgs) => {
  const region = routeParam(args, 'region')
  const form = await args.request.formData()
  const typed = typedIn(form)
  const treatyType = TREATY_TYPES.find((type) => type === typed.treatyType)
  if (treatyType === undefined) {
    const fields = { treatyType: 'Choose a type of treaty.' }
    const message = 'Choose a type of treaty.'
    return answer({ ok: false, status: 400, reason: null, message, fields, typed })
  }
  const terms = termsOfForm(form, treatyType, numberReader(args.request))
  const done = await attempt(args, (api) =>
    api.diplomacy.propose({ region, partner: typed.partner, treatyType, terms }),
  )
  return done.ok
    ? redirectWithFlash(`/governor/${region}/diplomacy/${done.value.id}`, 'Offer sent')
    : answer({ ...done, typed })
}

export default function NewTreatyPage() {
  const { matches, before, search, typed: sought } = useLoaderData<typeof loader>()
  const failure = useAnswer<typeof action>()
  const region = useGovernedRegion()
  const fields = failure?.fields ?? {}
  const typed = failure?.typed ?? sought
  const others = matches.items.filter(({ id }) => id !== region.id)
  const chosen = before.filter(({ id }) => id !== region.id)
  const shown = others.filter(({ name }) => name !== chosen[0]?.name).slice(0, SHOWN)
  const hasMore = matches.total > matches.items.length || others.length > SHOWN
  return (
    <>
      <Breadcrumbs
        items={[
          { label: 'Diplomacy', to: `/governor/${region.name}/diplomacy` },
          { label: 'Offer a treaty' },
        ]}
      />
      <h2 className="text-2xl sm:text-3xl">Offer a treaty</h2>
      <Form method="post" noValidate className="grid gap-6">
        <FormError message={failure?.message} fieldErrors={failure?.fields ?? null} />
        <Panel title="Partner and type">
          <div className="grid gap-6">
            <PartnerPicker
              partners={[...chosen, ...shown]}
              hasMore={hasMore}
              search={search}
              chosen={typed?.partner ?? ''}
              error={fields.partner ?? null}
            />
            <RadioCards
              legend="Type of treaty"
              name="treatyType"
              columns={2}
              {...(typed === null ? {} : { defaultValue: typed.treatyType })}
              error={fields.treatyType ?? null}
              options={TREATY_TYPES.map((value) => ({
                value,
                label: TREATY_LABELS[value],
                description: TREATY_WORDS[value],
              }))}
            />
          </div>
        </Panel>
        <Panel title="Terms">
          <div className="grid gap-5 md:grid-cols-3">
            <Field
              label="Duration (days)"
              optional
              hint={`${TREATY_TERM_DAYS.min} to ${TREATY_TERM_DAYS.max}. Leave empty for no end date.`}
              error={fields['terms.durationDays'] ?? null}
              id="terms.durationDays"
            >
              <NumberInput name="durationDays" defaultValue={typed?.durationDays} />
            </Field>
            <Field
              label="Tax discount (%)"
              hint={`For trade agreements: ${TAX_RELIEF_BP.min / 100} to ${TAX_RELIEF_BP.max / 100}.`}
              error={fields['terms.taxRelief'] ?? null}
              id="terms.taxRelief"
            >
              <NumberInput name="taxRelief" defaultValue={typed?.taxRelief ?? '25'} />
            </Field>
            <Checkbox
              name="residence"
              value="yes"
              defaultChecked={typed?.residence}
              label="Free settlement"
              hint="For open borders: citizens of both regions can settle without applying."
            />
          </div>
        </Panel>
        <Button
          type="submit"
          variant="primary"
          pending={useNavigation().state === 'submitting'}
          className="justify-self-start"
        >
          Send offer
        </Button>
      </Form>
    </>
  )
}

export { RouteError as ErrorBoundary }
