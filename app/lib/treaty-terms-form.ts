import { type TreatyType } from '#server/domain/diplomacy/treaty-types.ts'
import { formText, numberOrNull } from './form-text.ts'
import { type ReadNumber } from './typed-number.ts'

/** The terms of a form as the wire writes them: only those that the type has; an empty term runs until notice. */
export function termsOfForm(
  form: FormData,
  treatyType: TreatyType,
  read: ReadNumber,
): Record<string, unknown> {
  return {
    durationDays: numberOrNull(formText(form, 'durationDays'), read),
    ...(treatyType === 'trade_agreement' ? { taxRelief: read(formText(form, 'taxRelief')) / 100 } : {}),
    ...(treatyType === 'open_borders' ? { residence: formText(form, 'residence') !== '' } : {}),
  }
}
