import { redirect, type ActionFunctionArgs } from '@remix-run/node'
import { answer, attempt } from '#app/caller.server.ts'
import { formText } from '#app/lib/form-text.ts'

/** Leaves through the gate at the price that the form shows. */
export async function depart(args: ActionFunctionArgs, form: FormData) {
  const departed = await attempt(args, (api) =>
    api.travel.depart({
      crossingId: formText(form, 'crossingId'),
      to: formText(form, 'to'),
      maxCredits: Number(formText(form, 'maxCredits')),
      forfeitCouriers: formText(form, 'forfeitCouriers') === 'yes',
    }),
  )
  return departed.ok ? redirect('/play/crossing') : answer(departed)
}
