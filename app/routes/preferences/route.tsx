import { redirect, type ActionFunctionArgs } from '@remix-run/node'
import { isThemeChoice, preferenceCookie, safeReturnPath } from '#app/lib/preferences.ts'

export const loader = () => redirect('/')

/** Saves the theme in a cookie and returns to the previous page. */
export const action = async ({ request }: ActionFunctionArgs) => {
  const form = await request.formData()
  const theme = form.get('theme')
  const headers = isThemeChoice(theme) ? { 'Set-Cookie': preferenceCookie('theme', theme) } : undefined
  return redirect(safeReturnPath(form.get('returnTo')), { headers })
}
