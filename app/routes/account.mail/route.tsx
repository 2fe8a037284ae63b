import { redirect, type ActionFunctionArgs } from '@remix-run/node'
import { load } from '#app/caller.server.ts'
import { redirectWithFlash } from '#app/flash.server.ts'
import { MAIL_SUBJECTS } from '#server/domain/mail/mail-subjects.ts'

/** The form is a panel of the notification settings. */
export const loader = () => redirect('/account/notifications')

export const action = async (args: ActionFunctionArgs) => {
  const form = await args.request.formData()
  const enabled = MAIL_SUBJECTS.filter((subject) => form.has(subject))
  await load(args, (api) => api.mail.setPreferences({ enabled }))
  return redirectWithFlash('/account/notifications', 'Mail settings saved')
}
