import { useActionData, useLocation } from '@remix-run/react'
import { useState } from 'react'

type Answer<Action> = ReturnType<typeof useActionData<Action>>

/**
 * The action's response, kept until the next navigation or submission. Remix drops it on every revalidation, and live
 * events revalidate: a review or error would disappear while being read.
 */
export function useAnswer<Action>(): Answer<Action> {
  const answer = useActionData<Action>()
  // Revalidation keeps the history entry; navigations and submissions create a new one.
  const { key } = useLocation()
  const [kept, setKept] = useState({ key, answer })
  if (answer !== undefined && (answer !== kept.answer || key !== kept.key)) setKept({ key, answer })
  return answer ?? (key === kept.key ? kept.answer : undefined)
}
