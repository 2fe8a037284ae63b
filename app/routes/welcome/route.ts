import { redirect, type LoaderFunctionArgs } from '@remix-run/node'
import { redirectWithFlash } from '#app/flash.server.ts'
import { safeReturnPath } from '#app/lib/preferences.ts'

/** Follows sign-up: continues if logged in, or goes to the log-in page if the e-mail address was already registered. */
export const loader = ({ request, context }: LoaderFunctionArgs) => {
  const asked = safeReturnPath(new URL(request.url).searchParams.get('next'))
  if (!context.user) return redirect(`/login?after=signup&next=${encodeURIComponent(asked)}`)
  return redirectWithFlash(asked === '/' ? '/regions' : asked, {
    title: `Welcome aboard, ${context.user.callsign}`,
    text: 'Your account is ready. Join a region, or found your own. In case you forget your password, get recovery codes under Account.',
  })
}
