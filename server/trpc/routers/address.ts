import { z } from 'zod'
import { changeAddressInput, opaqueToken } from '#server/domain/identity/inputs.ts'
import { agreeToAddress, readChangeLink } from '#server/services/identity/agree-to-address.ts'
import { changeAddress } from '#server/services/identity/change-address.ts'
import { readUndoLink, undoAddressChange } from '#server/services/identity/undo-address-change.ts'
import { router } from '../init.ts'
import { playerProcedure, publicProcedure } from '../procedures.ts'
import { visitorOf } from '../visitor-of.ts'

const endInput = z.object({ end: z.enum(['approve', 'accept']), token: opaqueToken })
const undoInput = z.object({ token: opaqueToken })

/** How an account moves to another address. Pages only: the links of mails are for people. */
export const addressRouter = router({
  change: playerProcedure
    .input(changeAddressInput)
    .mutation(({ ctx, input }) => changeAddress(ctx.service, { ...input, visitor: visitorOf(ctx) })),
  link: publicProcedure.input(endInput).query(({ ctx, input }) => readChangeLink(ctx.service, input)),
  agree: publicProcedure.input(endInput).mutation(({ ctx, input }) => agreeToAddress(ctx.service, input)),
  undoLink: publicProcedure.input(undoInput).query(({ ctx, input }) => readUndoLink(ctx.service, input)),
  undo: publicProcedure.input(undoInput).mutation(({ ctx, input }) => undoAddressChange(ctx.service, input)),
})
