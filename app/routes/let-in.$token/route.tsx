import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Form, Link, useLoaderData, useNavigation } from '@remix-run/react'
import { answer, attempt } from '#app/caller.server.ts'
import { AuthCard } from '#app/components/auth-card.tsx'
import { RouteError } from '#app/components/route-error.tsx'
import { Banner } from '#app/components/ui/banner.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { FormError } from '#app/components/ui/form-error.tsx'
import { redirectWithFlash } from '#app/flash.server.ts'
import { useAnswer } from '#app/lib/use-answer.ts'

export const meta: MetaFunction = () => [{ title: 'Log in without waiting · SectorWars 2102' }]

const tokenOf = ({ params }: LoaderFunctionArgs) => params.token ?? ''

export const loader = async (args: LoaderFunctionArgs) => {
  const link = await attempt(args, (api) => api.recovery.letIn({ token: tokenOf(args) }))
  return { account: link.ok ? link.value : null }
}

export const action = async (args: ActionFunctionArgs) => {
  const result = await attempt(args, (api) => api.recovery.useLetIn({ token: tokenOf(args) }))
  if (!result.ok) return answer(result)
  return redirectWithFlash('/login', {
    title: 'This browser need not wait',
    text: 'Log in with your password.',
  })
}

/** A page with a button: a mail program that only looks at the link must not use it up. */
export default function LetInPage() {
  const { account } = useLoaderData<typeof loader>()
  const failure = useAnswer<typeof action>()
  const isSending = useNavigation().state === 'submitting'
  return (
    <AuthCard
      title={account === null ? 'This link no longer works' : 'Log in without waiting'}
      description={account === null ? 'Nothing has changed.' : `For ${account.callsign}`}
    >
      {account === null ? (
        <Banner tone="warning" title="This link was used or has expired">
          A link works once, for 30 minutes.{' '}
          <Link className="link" to="/login">
            Log in
          </Link>{' '}
          after half a minute. A new link is mailed at most once an hour.
        </Banner>
      ) : (
        <Form method="post" className="grid gap-5">
          <FormError message={failure?.message} fieldErrors={failure?.fields ?? null} />
          <p className="text-ink-2 text-sm">
            Wrong passwords that others try at your account will not slow this browser down. It is not logged
            in by this: you need your password.
          </p>
          <Button type="submit" variant="primary" size="lg" pending={isSending}>
            Let this browser in
          </Button>
        </Form>
      )}
    </AuthCard>
  )
}

export { RouteError as ErrorBoundary }
