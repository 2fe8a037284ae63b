import { type ActionFunctionArgs } from '@remix-run/node'
import { answer, attempt } from './caller.server.ts'
import { NOBODY } from './components/region/election-ballot.tsx'
import { redirectWithFlash } from './flash.server.ts'
import { formText } from './lib/form-text.ts'
import { ranksOf, readRankedForm, type RankedFormReading } from './lib/ranked-form.ts'

/** The actions of an election page: run, withdraw, cancel, cast or change a ballot. */
export async function electionAction(args: ActionFunctionArgs, electionId: string) {
  const form = await args.request.formData()
  const path = new URL(args.request.url).pathname
  const intent = formText(form, 'intent')
  const platform = formText(form, 'platform').replaceAll('\r\n', '\n')
  if (intent === 'nominate') {
    const done = await attempt(args, (api) => api.elections.nominate({ electionId, platform }))
    return done.ok
      ? redirectWithFlash(path, 'You are running')
      : answer({ ...done, intent, platform, ranks: {} })
  }
  if (intent === 'withdraw') {
    const done = await attempt(args, (api) => api.elections.withdraw({ electionId }))
    return done.ok
      ? redirectWithFlash(path, 'Candidacy withdrawn', 'info')
      : answer({ ...done, intent, platform, ranks: {} })
  }
  if (intent === 'cancel') {
    const reason = formText(form, 'reason').replaceAll('\r\n', '\n')
    const done = await attempt(args, (api) => api.elections.cancel({ electionId, reason }))
    return done.ok
      ? redirectWithFlash(path, 'Election cancelled', 'info')
      : answer({ ...done, intent, platform, ranks: {} }, form)
  }
  const ranks = ranksOf(form)
  const read = formText(form, 'ballot') === 'ranked' ? readRankedForm(form) : readSingleChoice(form)
  if (!read.ok) return answer({ ...read, status: 400, reason: null, fields: {}, intent, platform, ranks })
  const { ranking } = read
  const done = await attempt(args, (api) => api.elections.cast({ electionId, ranking }))
  return done.ok
    ? redirectWithFlash(path, {
        title: done.value.changed ? 'Vote changed' : 'Vote counted',
        text: `Receipt ${done.value.receipt}`,
      })
    : answer({ ...done, intent, platform, ranks })
}

function readSingleChoice(form: FormData): RankedFormReading {
  const candidateId = formText(form, 'candidateId')
  return candidateId === ''
    ? { ok: false, message: 'Choose a candidate, or nobody.' }
    : { ok: true, ranking: candidateId === NOBODY ? [] : [candidateId] }
}
