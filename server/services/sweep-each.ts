import { type Ctx } from './context.ts'

/**
 * Does `work` for every item of a sweep, one after the other. An item that fails is logged by its ids and does not stop the
 * others; the next sweep finds it again.
 */
export async function sweepEach<Item extends object>(
  ctx: Pick<Ctx, 'log'>,
  items: Iterable<Item>,
  work: (item: Item) => Promise<unknown>,
): Promise<void> {
  for (const item of items) {
    try {
      await work(item)
    } catch (error) {
      ctx.log.error({ err: error, ...idsOf(item) }, 'an item of a sweep failed; the next sweep tries again')
    }
  }
}

/** Rows also carry titles and names, which are no business of the log. */
const idsOf = (item: object) =>
  Object.fromEntries(Object.entries(item).filter(([key]) => key === 'id' || key.endsWith('Id')))
