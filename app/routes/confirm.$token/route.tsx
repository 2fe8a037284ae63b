import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Form, Link, useLoaderData, useNavigation } from '@remix-run/react'
import { answer, attempt } from '#app/caller.server.ts'
import { AuthCard } from '#app/components/auth-card.tsx'
import { RouteError } from '#app/components/route-error.tsx'
import { Banner } from '#app/components/ui/banner.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { FormError } from '#app/components/ui/form-error.tsx'
import { redirectWithFlash } from '#app/flash.server.ts'
import { formText } from '#app/lib/form-text.ts'
import { useAnswer } from '#app/lib/use-answer.ts'

export const meta: MetaFunction = () => [{ title: 'Confirm your address · SectorWars 2102' }]

const tokenOf = ({ params }: LoaderFunctionArgs) => params.token ?? ''

/** Opening the link changes nothing: mail programs open links by themselves. */
export const loader = async (args: LoaderFunctionArgs) => {
  const link = await attempt(args, (api) => api.confirmation.link({ token: tokenOf(args) }))
  return { account: link.ok ? link.value : null }
}

export const action = async (args: ActionFunctionArgs) => {
  const form = await args.request.formData()
  const isTheirs = formText(form, 'is') !== 'foreign'
  const result = await attempt(args, (api) =>
    isTheirs
      ? api.confirmation.confirm({ token: tokenOf(args) })
      : api.confirmation.disown({ token: tokenOf(args) }),
  )
  if (!result.ok) return answer(result)
  const next = args.context.user ? '/account' : '/login'
  return isTheirs
    ? redirectWithFlash(next, { title: 'Address confirmed', text: 'Your account can do everything now.' })
    : redirectWithFlash('/', 'That account was ended')
}

export default function ConfirmPage() {
  const { account } = useLoaderData<typeof loader>()
  const failure = useAnswer<typeof action>()
  const isSending = useNavigation().state === 'submitting'
  return (
    <AuthCard
      title={account === null ? 'This link no longer works' : 'Confirm your address'}
      description={account === null ? 'Nothing has changed.' : account.email}
    >
      {account === null ? (
        <Banner tone="warning" title="This link was used or has expired">
          <Link className="link" to="/account">
            Log in
          </Link>{' '}
          to see whether your address is confirmed, and to get another link.
        </Banner>
      ) : (
        <div className="grid gap-5">
          <FormError message={failure?.message} fieldErrors={failure?.fields ?? null} />
          <p className="text-pretty">
            The pilot <strong>{account.callsign}</strong> signed up with this address. Is that you?
          </p>
          <Form method="post" className="grid gap-3">
            <Button type="submit" name="is" value="mine" variant="primary" size="lg" pending={isSending}>
              Yes, confirm this address
            </Button>
            <Button type="submit" name="is" value="foreign" pending={isSending}>
              No, end that account
            </Button>
          </Form>
        </div>
      )}
    </AuthCard>
  )
}

export { RouteError as ErrorBoundary }
