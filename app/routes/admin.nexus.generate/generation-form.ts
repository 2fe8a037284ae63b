import { DISTRICT_TYPES, type DistrictType } from '#server/domain/galaxy/district-types.ts'
import { formText } from '#app/lib/form-text.ts'

/** The form's values; both steps carry them, so that exactly what was previewed is generated. */
export type GenerationOrder = {
  districts: DistrictType[] | undefined
  preservePlayerData: boolean
  seed: string | undefined
}

export function orderOf(form: FormData): GenerationOrder {
  const chosen = form.getAll('districts')
  const districts = DISTRICT_TYPES.filter((type) => chosen.includes(type))
  return {
    districts: formText(form, 'scope') === 'some' ? districts : undefined,
    preservePlayerData: form.get('preserve') === 'on',
    seed: formText(form, 'seed').trim() || undefined,
  }
}
