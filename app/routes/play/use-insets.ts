import { useCallback, type RefObject } from 'react'
import { insetsOf, type Insets } from '#app/lib/map-view.ts'

/** What lies over the map now: the elements with `data-over-map`. */
export function useInsets(root: RefObject<HTMLElement>): () => Insets {
  return useCallback(() => {
    const over = [...(root.current?.querySelectorAll('[data-over-map]') ?? [])]
    const map = root.current?.getBoundingClientRect()
    return insetsOf(
      map ?? null,
      over.map((element) => element.getBoundingClientRect()),
    )
  }, [root])
}
