import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { TIERS } from '#server/domain/billing/tiers.ts'
import { ANNOUNCEMENT_DAYS, TERMS_LENGTH, TRANSFER_PAYMENT_DAYS } from '#server/domain/ownership/transfer.ts'
import { transferPath } from '#server/domain/regions/paths.ts'
import { answer, attempt, load } from '#app/caller.server.ts'
import { ProvenForm, type Proving } from '#app/components/account/proven-form.tsx'
import { RouteError } from '#app/components/route-error.tsx'
import { Field } from '#app/components/ui/field.tsx'
import { Input } from '#app/components/ui/input.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Textarea } from '#app/components/ui/textarea.tsx'
import { redirectWithFlash } from '#app/flash.server.ts'
import { optionalChoice, formText } from '#app/lib/form-text.ts'
import { routeParam } from '#app/lib/route-param.ts'
import { useAnswer } from '#app/lib/use-answer.ts'
import { useVisitedRegion } from '#app/lib/visited-region.ts'
import { attemptProven } from '#app/proof.server.ts'
import { TransferPanel } from './transfer-panel.tsx'

export const meta: MetaFunction = () => [{ title: 'Transfer · SectorWars 2102' }]

export const loader = async (args: LoaderFunctionArgs) =>
  load(args, async (api) => {
    const region = routeParam(args, 'region')
    const here = await api.ownership.transfers({ region })
    const size = here.latest?.canPay ? await api.billing.regionTiers({ region }) : null
    return { here, size, proof: await api.identity.proof() }
  })

export const action = async (args: ActionFunctionArgs) => {
  const region = routeParam(args, 'region')
  const form = await args.request.formData()
  const path = transferPath(region)
  const transferId = formText(form, 'transfer')
  switch (formText(form, 'intent')) {
    case 'accept': {
      const done = await attemptProven(args, form, (api) => api.ownership.acceptTransfer({ transferId }))
      return done.ok ? redirectWithFlash(path, 'Accepted') : answer(done, form)
    }
    case 'end': {
      const done = await attempt(args, (api) => api.ownership.withdrawTransfer({ transferId }))
      return done.ok ? redirectWithFlash(path, 'The transfer is over', 'info') : answer(done, form)
    }
    case 'pay': {
      const done = await attempt(args, (api) =>
        api.billing.startTransferTakeover({ transferId, tier: optionalChoice(form, 'tier', TIERS) }),
      )
      return done.ok ? redirect(`/checkout/${done.value.id}`) : answer(done, form)
    }
  }
  const offered = await attemptProven(args, form, (api) =>
    api.ownership.offerTransfer({
      region,
      callsign: formText(form, 'callsign'),
      terms: formText(form, 'terms').replaceAll('\r\n', '\n'),
    }),
  )
  return offered.ok ? redirectWithFlash(path, 'Offered. They have to accept') : answer(offered, form)
}

/** A region that its owner hands on to a citizen. */
export default function TransferPage() {
  const { here, proof, size } = useLoaderData<typeof loader>()
  const failure = useAnswer<typeof action>() ?? null
  const region = useVisitedRegion()
  return (
    <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1.5fr)_minmax(0,1fr)]">
      <div className="grid gap-6">
        {here.latest === null ? (
          here.canOffer ? null : (
            <Panel title="Transfer">
              <p className="text-ink-2">{region.displayName} is not being handed on.</p>
            </Panel>
          )
        ) : (
          <TransferPanel transfer={here.latest} size={size} proof={proof} failure={failure} />
        )}
        {here.canOffer ? <OfferPanel proof={proof} failure={failure} /> : null}
      </div>
      <Panel title="How a transfer works">
        <ol className="text-ink-2 grid list-decimal gap-2 pl-5">
          <li>The owner offers the region to a citizen, who accepts. Both show who they are.</li>
          <li>
            Outside autocracies citizens see it for {ANNOUNCEMENT_DAYS} days. Either of the two can withdraw
            until the receiver pays.
          </li>
          <li>
            Then the receiver has {TRANSFER_PAYMENT_DAYS} days to pay by a subscription of their own. With
            that payment the region is theirs, and the old subscription is cancelled at PayPal.
          </li>
          <li>
            What the old owner has paid stays with the region and is not paid back: the new owner’s paid time
            begins when it ends, so no month is paid twice.
          </li>
          <li>
            A price is between the two of you. No money for it passes through SectorWars; credits of the game
            you can hand over in the game.
          </li>
        </ol>
      </Panel>
    </div>
  )
}

function OfferPanel({ proof, failure }: Proving) {
  return (
    <Panel
      title="Hand your region on"
      description="To a citizen, by sale or as a gift. You stay a citizen; the region, its treasury and its laws are theirs."
    >
      <ProvenForm
        proof={proof}
        failure={failure}
        hidden={{ intent: 'offer' }}
        submit="Offer"
        variant="primary"
      >
        <Field label="Callsign of a citizen" error={failure?.fields.callsign ?? null}>
          <Input name="callsign" required maxLength={100} autoComplete="off" />
        </Field>
        <Field
          label="What you agreed (optional)"
          hint="Only the two of you see it."
          error={failure?.fields.terms ?? null}
        >
          <Textarea name="terms" rows={3} maxLength={TERMS_LENGTH.max} />
        </Field>
      </ProvenForm>
    </Panel>
  )
}

export { RouteError as ErrorBoundary }
