import { redirect, type ActionFunctionArgs } from '@remix-run/node'
import { attempt } from '#app/caller.server.ts'
import { redirectWithFlash } from '#app/flash.server.ts'

/** The form is a banner of the account's pages. */
export const loader = () => redirect('/account')

export const action = async (args: ActionFunctionArgs) => {
  const result = await attempt(args, (api) => api.confirmation.send())
  return result.ok
    ? redirectWithFlash('/account', 'Another mail is on its way')
    : redirectWithFlash('/account', result.message, 'danger')
}
