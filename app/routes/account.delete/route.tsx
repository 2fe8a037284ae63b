import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Form, Link, useLoaderData, useNavigation } from '@remix-run/react'
import { answer, attempt, load } from '#app/caller.server.ts'
import { PasswordField } from '#app/components/password-field.tsx'
import { Banner } from '#app/components/ui/banner.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { FormError } from '#app/components/ui/form-error.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { transferPath } from '#server/domain/regions/paths.ts'
import { redirectWithFlash } from '#app/flash.server.ts'
import { formText } from '#app/lib/form-text.ts'
import { formatCount } from '#app/lib/format.ts'
import { useAnswer } from '#app/lib/use-answer.ts'

export const meta: MetaFunction = () => [{ title: 'Delete your account · SectorWars 2102' }]

export const loader = async (args: LoaderFunctionArgs) => ({
  deletion: await load(args, (api) => api.privacy.deletion()),
})

export const action = async (args: ActionFunctionArgs) => {
  const form = await args.request.formData()
  if (formText(form, 'intent') === 'keep') {
    const kept = await attempt(args, (api) => api.privacy.takeBackDeletion())
    if (!kept.ok) return redirectWithFlash('/account/data', kept.message, 'danger')
    return redirectWithFlash('/account/data', 'Your account stays')
  }
  const result = await attempt(args, (api) =>
    api.privacy.requestDeletion({ password: formText(form, 'password') }),
  )
  if (!result.ok) return answer(result)
  return redirectWithFlash('/account/data', {
    title: 'Your account will be deleted',
    text: 'Until then everything works, and you can keep it.',
  })
}

export default function DeletePage() {
  const { deletion } = useLoaderData<typeof loader>()
  const failure = useAnswer<typeof action>()
  const isSending = useNavigation().state === 'submitting'
  return (
    <Panel
      title="Delete your account"
      description={`After ${formatCount(deletion.noticeDays, 'day')}, for good.`}
    >
      <div className="grid max-w-2xl gap-6">
        <Consequences noticeDays={deletion.noticeDays} />
        <OwnedRegions regions={deletion.regions} />
        {deletion.open ? (
          <p>You have asked for it already. See above how to keep your account.</p>
        ) : deletion.refusal ? (
          <Banner tone="warning" title="Your account cannot be deleted now">
            {deletion.refusal.message}
          </Banner>
        ) : (
          <Form method="post" className="grid max-w-md gap-5">
            <FormError message={failure?.message} fieldErrors={failure?.fields ?? null} />
            <PasswordField
              name="password"
              label="Your password"
              autoComplete="current-password"
              error={failure?.fields.password}
            />
            <div className="flex flex-wrap gap-3">
              <Button type="submit" name="intent" value="delete" variant="danger" pending={isSending}>
                Delete my account
              </Button>
              <LinkButton to="/account/data" variant="ghost">
                Keep my account
              </LinkButton>
            </div>
          </Form>
        )}
      </div>
    </Panel>
  )
}

type Owned = ReturnType<typeof useLoaderData<typeof loader>>['deletion']['regions']

/** Regions that lose their owner, and who follows. */
function OwnedRegions({ regions }: { regions: Owned }) {
  if (regions.length === 0) return null
  return (
    <section>
      <h3 className="font-semibold">Your regions</h3>
      <p className="text-ink-2 mt-2">
        Name a successor for each, who has to accept. Without one its subscription is cancelled: the region
        stays open until its paid time ends, then becomes read-only, and its citizens may choose a new owner.
      </p>
      <ul className="mt-3 grid gap-3">
        {regions.map(({ name, displayName, paidThrough, successor }) => (
          <li key={name} className="flex flex-wrap items-center justify-between gap-3">
            <span>
              <span className="font-semibold">{displayName}</span>{' '}
              <span className="text-ink-2 text-sm">
                {successor
                  ? `${successor.callsign} ${successor.hasAccepted ? 'has accepted' : 'has not accepted yet'}`
                  : 'No successor'}
                {paidThrough ? (
                  <>
                    , paid until <Time at={paidThrough} format="date" />
                  </>
                ) : null}
              </span>
            </span>
            <LinkButton to={transferPath(name)} size="sm">
              {successor ? 'See the transfer' : 'Name a successor'}
            </LinkButton>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Consequences({ noticeDays }: { noticeDays: number }) {
  return (
    <div className="grid gap-5">
      <section>
        <h3 className="font-semibold">What happens</h3>
        <ul className="mt-2 grid list-disc gap-1.5 pl-5">
          <li>
            For {formatCount(noticeDays, 'day')} you can log in and keep your account with one button. You get
            a mail now, and one when it is over.
          </li>
          <li>Then your log-ins, programs and tokens end, and nobody can get in any more.</li>
          <li>You leave your regions: offices, candidacies and delegations end, invitations are declined.</li>
          <li>A galactic citizenship is cancelled at PayPal first. What was paid is not paid back.</li>
          <li>Your address, callsign, notes, notifications and mails are deleted.</li>
        </ul>
      </section>
      <section>
        <h3 className="font-semibold">What stays, without your name</h3>
        <ul className="mt-2 grid list-disc gap-1.5 pl-5">
          <li>Ballots that were cast, laws, treaties and proposals, under “Former” and a number.</li>
          <li>The ledgers of the galaxies and your ship, which nobody flies any more.</li>
          <li>Payments, because books must be kept.</li>
        </ul>
        <p className="text-ink-2 mt-2 text-sm">
          <Link to="/privacy" className="link">
            What is kept, for how long and why
          </Link>
          . Take your{' '}
          <Link to="/account/data" className="link">
            export
          </Link>{' '}
          first: afterwards there is none.
        </p>
      </section>
    </div>
  )
}
