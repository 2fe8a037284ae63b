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

export const meta: MetaFunction = () => [{ title: 'Change of address · SectorWars 2102' }]

const linkOf = ({ params }: LoaderFunctionArgs) => ({
  end: params.end === 'approve' ? ('approve' as const) : ('accept' as const),
  token: params.token ?? '',
})

/** Opening the link changes nothing: mail programs open links by themselves. */
export const loader = async (args: LoaderFunctionArgs) => {
  const link = await attempt(args, (api) => api.address.link(linkOf(args)))
  return { change: link.ok ? link.value : null }
}

export const action = async (args: ActionFunctionArgs) => {
  const result = await attempt(args, (api) => api.address.agree(linkOf(args)))
  if (!result.ok) return answer(result)
  return redirectWithFlash(
    args.context.user ? '/account' : '/login',
    result.value.moved
      ? { title: 'Address changed', text: 'Log in with the new address from now on.' }
      : { title: 'Agreed', text: 'Your account moves once the other address agrees too.' },
  )
}

export default function AgreePage() {
  const { change } = useLoaderData<typeof loader>()
  const failure = useAnswer<typeof action>()
  const isSending = useNavigation().state === 'submitting'
  return (
    <AuthCard
      title={change === null ? 'This link no longer works' : 'Change of address'}
      description={change === null ? 'Nothing has changed.' : `Pilot ${change.callsign}`}
    >
      {change === null ? (
        <Banner tone="warning" title="This link was used or has expired">
          <Link className="link" to="/account/address">
            Ask for the change again
          </Link>
          , if it has not happened yet.
        </Banner>
      ) : (
        <Form method="post" className="grid gap-5">
          <FormError message={failure?.message} fieldErrors={failure?.fields ?? null} />
          <p className="text-pretty">
            The account is to move
            {change.oldAddress === null ? '' : ` from ${change.oldAddress}`} to{' '}
            <strong className="break-all">{change.newAddress}</strong>.
          </p>
          <Button type="submit" variant="primary" size="lg" pending={isSending}>
            Agree to the change
          </Button>
        </Form>
      )}
    </AuthCard>
  )
}

export { RouteError as ErrorBoundary }
