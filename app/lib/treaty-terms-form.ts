import { type TreatyType } from '#server/domain/diplomacy/treaty-types.ts'
import { formText } from './form-text.ts'

/** The terms of a form as the wire writes them: only those that the type has; an empty term runs until notice. */
export function termsOfForm(form: FormData, treatyType: TreatyType): Record<string, unknown> {
  const days = formText(form, 'durationDays')
  return {
    durationDays: days === '' ? null : Number(days),
    ...(treatyType === 'trade_agreement' ? { taxRelief: Number(formText(form, 'taxRelief')) / 100 } : {}),
    ...(treatyType === 'open_borders' ? { residence: formText(form, 'residence') !== '' } : {}),
  }
}
