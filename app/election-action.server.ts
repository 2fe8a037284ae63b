import { type ActionFunctionArgs } from '@remix-run/node'
import { answer, attempt } from './caller.server.ts'
import { NOBODY } from './components/region/election-ballot.tsx'
import { redirectWithFlash } from './flash.server.ts'
import { formText } from './lib/form-text.ts'

/** The moves on an election's page: stand, withdraw, cast or change a ballot. */
export async function electionAction(args: ActionFunctionArgs, electionId: string) {
  const form = await args.request.formData()
  const path = new URL(args.request.url).pathname
  const intent = formText(form, 'intent')
  const platform = formText(form, 'platform').replaceAll('\r\n', '\n')
  if (intent === 'nominate') {
    const done = await attempt(args, (api) => api.elections.nominate({ electionId, platform }))
    return done.ok ? redirectWithFlash(path, 'You are standing') : answer({ ...done, intent, platform })
  }
  if (intent === 'withdraw') {
    const done = await attempt(args, (api) => api.elections.withdraw({ electionId }))
    return done.ok
      ? redirectWithFlash(path, 'Your candidacy is withdrawn', 'info')
      : answer({ ...done, intent, platform })
  }
  const candidateId = formText(form, 'candidateId')
  if (candidateId === '') {
    const message = 'Choose a candidate, or nobody.'
    return answer({ ok: false, status: 400, reason: null, message, fields: {}, intent, platform })
  }
  const choice = candidateId === NOBODY ? null : candidateId
  const done = await attempt(args, (api) => api.elections.cast({ electionId, candidateId: choice }))
  return done.ok
    ? redirectWithFlash(path, {
        title: done.value.changed ? 'Your ballot is changed' : 'Your ballot is counted',
        text: `Receipt ${done.value.receipt}`,
      })
    : answer({ ...done, intent, platform })
}
