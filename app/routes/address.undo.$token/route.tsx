import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Form, useLoaderData, useNavigation } from '@remix-run/react'
import { answer, attempt } from '#app/caller.server.ts'
import { AuthCard } from '#app/components/auth-card.tsx'
import { RouteError } from '#app/components/route-error.tsx'
import { Banner } from '#app/components/ui/banner.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { FormError } from '#app/components/ui/form-error.tsx'
import { redirectWithFlash } from '#app/flash.server.ts'
import { useAnswer } from '#app/lib/use-answer.ts'

export const meta: MetaFunction = () => [{ title: 'Take back a change · SectorWars 2102' }]

const tokenOf = ({ params }: LoaderFunctionArgs) => params.token ?? ''

/** Opening the link changes nothing: mail programs open links by themselves. */
export const loader = async (args: LoaderFunctionArgs) => {
  const link = await attempt(args, (api) => api.address.undoLink({ token: tokenOf(args) }))
  return { account: link.ok ? link.value : null }
}

export const action = async (args: ActionFunctionArgs) => {
  const result = await attempt(args, (api) => api.address.undo({ token: tokenOf(args) }))
  if (!result.ok) return answer(result)
  return redirectWithFlash('/login', {
    title: 'The change was taken back',
    text: 'Everybody was logged out. A link to a new password is on its way to your address.',
  })
}

export default function UndoPage() {
  const { account } = useLoaderData<typeof loader>()
  const failure = useAnswer<typeof action>()
  const isSending = useNavigation().state === 'submitting'
  return (
    <AuthCard
      title={account === null ? 'This link no longer works' : 'Take back the change'}
      description={account === null ? 'Nothing has changed.' : `Pilot ${account.callsign}`}
    >
      {account === null ? (
        <Banner tone="warning" title="This link was used or has expired">
          A change can be taken back for seven days. After that, ask the operator of this server.
        </Banner>
      ) : (
        <Form method="post" className="grid gap-5">
          <FormError message={failure?.message} fieldErrors={failure?.fields ?? null} />
          <p className="text-pretty">
            The account goes back to <strong className="break-all">{account.oldAddress}</strong>. Everybody is
            logged out, and we mail you a link to a new password.
          </p>
          <Button type="submit" variant="primary" size="lg" pending={isSending}>
            Take the change back
          </Button>
        </Form>
      )}
    </AuthCard>
  )
}

export { RouteError as ErrorBoundary }
