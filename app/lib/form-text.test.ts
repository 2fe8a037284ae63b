import { expect, it } from 'vitest'
import {
  openIncidentInput,
  COMPONENTS,
  INCIDENT_SEVERITIES,
} from '#server/domain/incidents/incident-rules.ts'
import { formChoice } from './form-text.ts'

const sent = (fields: Record<string, string>) => {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  return form
}
const incidentOf = (form: FormData) =>
  openIncidentInput.safeParse({
    ...{ title: 'The gate is slow', text: 'Ships arrive late.' },
    component: formChoice(form, 'component', COMPONENTS),
    severity: formChoice(form, 'severity', INCIDENT_SEVERITIES),
  })

it('a choice that was not made is refused with what to choose, and never made for somebody', () => {
  for (const form of [
    sent({}),
    sent({ component: '', severity: '' }),
    sent({ component: 'x', severity: 'y' }),
  ])
    expect(incidentOf(form).error?.issues.map(({ message }) => message)).toEqual([
      'Choose what it is about.',
      'Choose how bad it is.',
    ])
  expect(incidentOf(sent({ component: 'mails', severity: 'down' })).data).toMatchObject({
    component: 'mails',
    severity: 'down',
  })
})
