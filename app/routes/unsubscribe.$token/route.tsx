import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Form, Link, useLoaderData } from '@remix-run/react'
import { load } from '#app/caller.server.ts'
import { AuthCard } from '#app/components/auth-card.tsx'
import { RouteError } from '#app/components/route-error.tsx'
import { Banner } from '#app/components/ui/banner.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { useAnswer } from '#app/lib/use-answer.ts'

export const meta: MetaFunction = () => [{ title: 'Stop mails · SectorWars 2102' }]

const tokenOf = ({ params }: LoaderFunctionArgs) => params.token ?? ''

/** Opening the link changes nothing: mail programs open links by themselves. */
export const loader = async (args: LoaderFunctionArgs) =>
  load(args, (api) => api.mail.unsubscribeLink({ token: tokenOf(args) }))

/** Also what mail programs post to (RFC 8058): without a log-in, and with nothing of ours in the form. */
export const action = async (args: ActionFunctionArgs) => {
  await load(args, (api) => api.mail.unsubscribe({ token: tokenOf(args) }))
  return { isDone: true }
}

export default function UnsubscribePage() {
  const { label } = useLoaderData<typeof loader>()
  const isDone = useAnswer<typeof action>()?.isDone ?? false
  return (
    <AuthCard
      title="Stop mails"
      description={`Mails about “${label}”`}
      aside={
        <>
          Choose what you are mailed about:{' '}
          <Link className="link" to="/account/notifications">
            notification settings
          </Link>
        </>
      }
    >
      {isDone ? (
        <Banner tone="success" title="Stopped">
          You will get no more mails about “{label}”. You still see it under the bell in the game.
        </Banner>
      ) : (
        <Form method="post">
          <Button type="submit" variant="primary" size="lg">
            Stop these mails
          </Button>
        </Form>
      )}
    </AuthCard>
  )
}

export { RouteError as ErrorBoundary }
