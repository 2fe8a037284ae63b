import { redirect, type ActionFunctionArgs } from '@remix-run/node'
import { attempt } from '#app/caller.server.ts'
import { formText } from '#app/lib/form-text.ts'

export const loader = () => redirect('/login')

/** What a page asks the browser's passkeys, for its script: to log in, for the second step of that, to confirm, or to make a new one. */
export const action = async (args: ActionFunctionArgs) => {
  const form = await args.request.formData()
  const asked = await attempt(
    args,
    async ({ passkeys }) => {
      switch (formText(form, 'purpose')) {
        case 'registration':
          return passkeys.begin({ password: formText(form, 'password') })
        case 'second-factor':
          return passkeys.askForSecondStep()
        case 'step-up':
          return passkeys.askForProof()
        default:
          return passkeys.askToLogIn()
      }
    },
    { hasProofFields: true },
  )
  return Response.json(asked, { status: asked.ok ? 200 : asked.status })
}
