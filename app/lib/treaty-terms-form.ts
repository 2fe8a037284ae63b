import { type TreatyType } from '#server/domain/diplomacy/treaty-types.ts'
import { formText, numberOrNull } from './form-text.ts'
import { type ReadNumber } from './typed-number.ts'

/** Treaty terms for the API: only those of this type; an empty duration means no end date. */
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
